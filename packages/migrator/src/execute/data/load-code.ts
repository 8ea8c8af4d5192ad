import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { type PreparedStep, withCode } from '../prepared-step.ts';
import type { RunRequest } from '../run-request.ts';
import type { CodeFacts } from './batched-code.ts';
import { quietMs } from './run-code.ts';

/**
 * Loads the code of the data revisions among steps, each once, in their order, and gives the steps with what is known
 * of it. Throws what the loader throws, and `InterruptedError` when the run is to stop.
 */
export function codeLoading({
  codeLoader,
  stop,
}: Pick<RunRequest, 'codeLoader' | 'stop'>): (steps: readonly PreparedStep[]) => Promise<readonly PreparedStep[]> {
  const loaded = new Map<string, CodeFacts>();
  return async (steps) => {
    if (codeLoader === undefined) return steps;
    const prepared: PreparedStep[] = [];
    for (const step of steps) {
      const { revision, direction } = step;
      if (revision.kind !== 'ts') {
        prepared.push(step);
        continue;
      }
      let facts = loaded.get(revision.id);
      if (facts === undefined) {
        if (stop.level !== undefined) throw new InterruptedError({ during: 'run', done: 0, of: steps.length });
        facts = await codeLoader({ revision, direction, quietMs: quietMs(step) });
        loaded.set(revision.id, facts);
      }
      prepared.push(withCode(step, facts));
    }
    return prepared;
  };
}
