import type { Step } from '../../execute/event/step-event.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { PreparingProver } from '../../proof/prover.ts';

/** Reports that a step begins and, however it ends, that it is over. */
export async function telling<Result>(
  onEvent: RunnerListener,
  step: Step,
  detail: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  onEvent({ type: 'step-started', step, detail });
  try {
    return await work();
  } finally {
    onEvent({ type: 'step-done', step, detail, durationMs: Math.round(performance.now() - began) });
  }
}

/** The same differ, which reports when a command waits for it. */
export function tellingDiffer(
  differ: SchemaDiffer & { close(): Promise<void> },
  onEvent: RunnerListener,
): SchemaDiffer & { close(): Promise<void> } {
  return {
    prepare: (slices, others) => differ.prepare?.(slices, others),
    load: (slices, others) =>
      telling(onEvent, 'schemas', slices.map(({ label }) => label).join(', '), () => differ.load(slices, others)),
    files: () => differ.files?.() ?? [],
    statements: (change) => telling(onEvent, 'differences', '', () => differ.statements(change)),
    judgeDefaults: (columns, query) => telling(onEvent, 'defaults', '', () => differ.judgeDefaults(columns, query)),
    close: () => differ.close(),
  };
}

/** The same prover, which reports when a command waits for it. */
export function tellingProver(
  prover: PreparingProver & { close(): Promise<void> },
  onEvent: RunnerListener,
): PreparingProver & { close(): Promise<void> } {
  return {
    prepare: (heads) => prover.prepare(heads),
    prove: (request) => {
      const ids = request.drafts.map(({ revision }) => revision.id).join(', ');
      return telling(onEvent, 'proof', ids, () => prover.prove(request));
    },
    builtBy: (heads, drafts) => telling(onEvent, 'scratch-database', '', () => prover.builtBy(heads, drafts)),
    builtInTurn: (onBuilt) => telling(onEvent, 'scratch-database', '', () => prover.builtInTurn(onBuilt)),
    build: (parts) => telling(onEvent, 'scratch-database', '', () => prover.build(parts)),
    close: () => prover.close(),
  };
}
