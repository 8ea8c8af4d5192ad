import type { RunnerListener } from '../../execute/runner-event.ts';
import type { ProofListener } from '../../proof/proof-event.ts';

/** Tells of each revision that was proven in a line, to those who hear of runs. */
export function proofLines(onEvent: RunnerListener): ProofListener {
  return (event) => {
    if (event.type !== 'revision-proven') return;
    const { type: _, verdict, durationMs, ...place } = event;
    const line = `${verdict === 'proven' ? '✓' : '✗'} ${place.n}/${place.of} ${place.revision}  ${place.slice}  ${place.message}  ${durationMs} ms`;
    onEvent({ type: 'log', ...place, direction: 'upgrade', line });
  };
}
