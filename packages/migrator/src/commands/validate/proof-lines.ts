import type { RunnerListener } from '../../execute/runner-event.ts';
import type { ProofEvent, ProofListener } from '../../proof/proof-event.ts';

/** Reports each revision that was proven as a line, and how many are done, to the listeners of runs. */
export function proofLines(onEvent: RunnerListener): ProofListener {
  return (event) => {
    onEvent({ type: 'step-progress', ...doneOf(event) });
    if (event.type !== 'revision-proven') return;
    const { type: _, verdict, durationMs, ...place } = event;
    const line = `${verdict === 'proven' ? '✓' : '✗'} ${place.n}/${place.of} ${place.revision}  ${place.slice}  ${place.message}  ${durationMs} ms`;
    onEvent({ type: 'log', ...place, direction: 'upgrade', line });
  };
}

function doneOf(event: ProofEvent) {
  switch (event.type) {
    case 'proofs-planned':
      return { step: 'proof', done: 0, of: event.revisions - event.cached } as const;
    case 'revision-proven':
      return { step: 'proof', done: event.n, of: event.of } as const;
    case 'order-proven':
      return { step: 'order', done: event.n, of: event.of } as const;
  }
}
