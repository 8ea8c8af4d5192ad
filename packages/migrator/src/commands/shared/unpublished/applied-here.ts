import { placeOf } from '../../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../../errors/plan/rewrite-refused-error.ts';
import { refuseDrafts } from '../../../plan/applied-state.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Workbench } from '../workbench.ts';

/**
 * Whether the revisions are applied on the development database. Refuses if only some are, if one is partly applied, or
 * if one is irreversible. Throws a `RewriteRefusedError` or `DraftsAppliedError`.
 *
 * @param files oldest first
 */
export async function appliedHere(
  bench: Pick<Workbench, 'database'>,
  command: 'amend' | 'squash',
  files: readonly RevisionFile[],
): Promise<boolean> {
  const { applied, halfRuns, background = [] } = await (await bench.database()).readState();
  refuseDrafts(applied.map(({ revision }) => revision));
  const has = new Set(applied.map(({ revision }) => revision));
  const half = new Set([...halfRuns, ...background].map(({ revision }) => revision));
  for (const { revision, downgrade } of files) {
    const place = { ...placeOf(revision), command };
    if (half.has(revision.id)) throw new RewriteRefusedError({ ...place, problem: 'half-run' });
    const reason = downgrade?.irreversible;
    if (has.has(revision.id) && reason !== undefined) {
      throw new RewriteRefusedError({ ...place, problem: 'irreversible', reason });
    }
  }
  const isPartly = files.some(({ revision }) => has.has(revision.id));
  const missing = files.findLast(({ revision }) => !has.has(revision.id));
  if (isPartly && missing !== undefined) {
    throw new RewriteRefusedError({ ...placeOf(missing.revision), command, problem: 'applied-partly' });
  }
  return isPartly;
}
