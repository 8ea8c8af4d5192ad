import type { DatabaseState } from './database-state.ts';
import type { HalfRunState } from './half-run-state.ts';

/**
 * Separates what was begun and not finished: the batches of an applied revision run in the background; all others are
 * half runs.
 */
export function splitRuns(
  applied: readonly { readonly revision: string }[],
  begun: readonly HalfRunState[],
): Pick<DatabaseState, 'halfRuns' | 'background'> {
  if (begun.length === 0) return { halfRuns: begun };
  const ids = new Set(applied.map(({ revision }) => revision));
  const isBackground = ({ revision, direction }: HalfRunState) => direction === 'upgrade' && ids.has(revision);
  const background = begun.filter(isBackground);
  return { halfRuns: begun.filter((run) => !isBackground(run)), ...(background.length === 0 ? {} : { background }) };
}
