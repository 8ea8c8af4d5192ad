import { placeOf } from '../../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../../errors/plan/rewrite-refused-error.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Slice } from '../../../revision/slice.ts';
import { snapshotFile } from '../schema/slice-state.ts';
import type { UnpublishedBench } from './unpublished-bench.ts';

/**
 * Checks that a revision was generated, and that no other revision needs it, except those of `also`, which are
 * rewritten with it. Throws a `RewriteRefusedError`.
 */
export function requireRewritable(
  bench: Pick<UnpublishedBench, 'graph' | 'files'>,
  command: 'amend' | 'squash',
  slice: Slice,
  revision: Revision,
  also: ReadonlySet<string> = new Set(),
): void {
  const place = { ...placeOf(revision), command };
  const graph = bench.graph();
  const above = [...graph.children(revision.id), ...graph.dependents(revision.id)];
  const by = [...new Set(above)].filter((id) => !also.has(id)).sort();
  if (by.length > 0) throw new RewriteRefusedError({ ...place, problem: 'needed', by });
  const isRecorded = bench.files.read(snapshotFile(slice, revision.id)) !== undefined;
  if (revision.kind === 'sql' && revision.revises.length < 2 && isRecorded) return;
  throw new RewriteRefusedError({ ...place, problem: 'by-hand' });
}
