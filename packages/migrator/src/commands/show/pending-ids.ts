import { appliedNow } from '../shared/heads/current-heads.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { Workbench } from '../shared/workbench.ts';

/** The ids of what is not applied, of one slice or all, in the order in which it would run. */
export async function pendingIds(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>,
  named: string | undefined,
): Promise<readonly string[]> {
  const slice = knownSlice(bench.workspace, named);
  const { revisions: applied } = await appliedNow(bench);
  return bench
    .graph()
    .ordered.filter((revision) => !applied.has(revision.id) && (slice === undefined || revision.slice === slice))
    .map(({ id }) => id);
}
