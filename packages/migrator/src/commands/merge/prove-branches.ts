import { MergeConflictError, MergeDoesNotCommuteError, TooManyHeadsToMergeError } from '../../errors/merge-errors.ts';
import { placeOf } from '../../errors/revision-place.ts';
import type { RevisionGraph } from '../../graph/revision-graph.ts';
import { type MergeProof, proveMerge } from '../../proof/merge/prove-merge.ts';
import { MAX_MERGE_HEADS } from '../../proof/merge/trials.ts';
import { Subject } from '../../proof/subject.ts';
import type { MergeContext } from './merge-options.ts';
import type { MergedSchemas } from './merge-schemas.ts';

/**
 * Proves that the branches commute. What their snapshots contradict each other in is told with what the proof found, and is enough by itself.
 * Throws a `MergeDoesNotCommuteError`, `MergeConflictError`, `MergeBranchFailsError` or `TooManyHeadsToMergeError`.
 */
export async function proveBranches(
  context: MergeContext,
  graph: RevisionGraph,
  heads: readonly string[],
  { conflicts }: MergedSchemas,
): Promise<MergeProof> {
  if (heads.length > MAX_MERGE_HEADS) throw new TooManyHeadsToMergeError(heads, MAX_MERGE_HEADS);
  const subject = new Subject(await context.proofTools(), [], graph);
  try {
    const proof = await proveMerge(subject, heads);
    if (conflicts.length === 0) return proof;
  } catch (error) {
    if (error instanceof MergeDoesNotCommuteError) throw error.withConflicts(conflicts);
    throw error;
  }
  throw new MergeConflictError(
    heads.map((id) => placeOf(graph.require(id))),
    conflicts,
  );
}
