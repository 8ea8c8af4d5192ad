import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { RunRequest } from '../run-request.ts';
import { quietMs } from './run-code.ts';

/**
 * Loads the code of the data revisions among steps, each once, in their order. Throws what the loader throws, and
 * `InterruptedError` when the run is to stop.
 */
export function codeLoading({
  codeLoader,
  stop,
}: Pick<RunRequest, 'codeLoader' | 'stop'>): (steps: readonly PreparedStep[]) => Promise<void> {
  const loaded = new Set<string>();
  return async (steps) => {
    if (codeLoader === undefined) return;
    for (const step of steps) {
      const { revision, direction } = step;
      if (revision.kind !== 'ts' || loaded.has(revision.id)) continue;
      if (stop.level !== undefined) throw new InterruptedError({ during: 'run', done: 0, of: steps.length });
      await codeLoader({ revision, direction, quietMs: quietMs(step) });
      loaded.add(revision.id);
    }
  };
}
