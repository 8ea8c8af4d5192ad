import { draftId, isDraftId } from '../../../revision/draft-id.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import { printRevisionFile } from '../../../revision/print-revision-file.ts';
import { revisionIdFromBytes } from '../../../revision/revision-id.ts';
import { printSnapshot } from '../../../schema/entity/snapshot.ts';
import { sliceState } from '../../shared/schema/slice-state.ts';
import type { DevBench } from '../dev-session.ts';
import { draftFile, type StoredDraft } from './stored-draft.ts';

/**
 * Drafts that join heads and run nothing, for slices that got a revision beside their drafts (from another branch, or
 * written by hand); later drafts follow them. Throws a `SnapshotConflictError` if both sides change the same object.
 */
export function mergeDrafts(bench: Pick<DevBench, 'workspace' | 'graph' | 'files' | 'ambient'>, folder: string) {
  const graph = bench.graph();
  return bench.workspace.slices.flatMap((slice): readonly StoredDraft[] => {
    const heads = graph.headsOfSlice(slice.label);
    if (heads.length < 2 || !heads.some(isDraftId)) return [];
    const entities = sliceState(graph, slice, heads, bench.files);
    const id = draftId(revisionIdFromBytes(bench.ambient.randomBytes(6)));
    const revision = {
      id,
      revises: heads,
      dependsOn: [],
      labels: [],
      message: 'draft',
      slice: slice.label,
      file: `${folder}/${draftFile(slice, id)}`,
      kind: 'sql' as const,
      created: bench.ambient
        .now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
    };
    const section = { statements: [] };
    const file = parseRevisionFile(printRevisionFile({ revision, upgrade: section, downgrade: section }), revision);
    return [{ slice, file, snapshot: printSnapshot({ slice: slice.label, revision: id, entities }) }];
  });
}
