import { placeOf } from '../../errors/files/revision-place.ts';
import { TooManyHeadsToMergeError } from '../../errors/merge/branch-errors.ts';
import { MergeConflictError, MergeDoesNotCommuteError } from '../../errors/merge/merge-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { MAX_MERGE_HEADS } from '../../proof/merge/orders/trials.ts';
import { type MergeProof, proveMerge } from '../../proof/merge/prove-merge.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import type { MergeBench } from './merge-options.ts';
import type { MergedSchemas } from './merge-schemas.ts';

/**
 * Proves that the branches commute. Contradictions of their snapshots are reported together with the result of the
 * proof, and are a failure by themselves. Throws a `MergeDoesNotCommuteError`, `MergeConflictError`,
 * `MergeBranchFailsError` or `TooManyHeadsToMergeError`.
 */
export async function proveBranches(
  bench: Pick<MergeBench, 'proofs' | 'runner'>,
  graph: RevisionGraph,
  heads: readonly string[],
  { conflicts }: Pick<MergedSchemas, 'conflicts'>,
): Promise<MergeProof> {
  tooMany(heads, MAX_MERGE_HEADS);
  const subject = new Subject(await bench.proofs(), [], graph);
  const proof = await withConflicts(conflicts, () => proveMerge(subject, heads, { onEvent: bench.runner.onEvent }));
  if (conflicts.length === 0) return proof;
  throw new MergeConflictError({ heads: heads.map((id) => placeOf(graph.require(id))), conflicts });
}

/** Runs a proof; the conflicts of the snapshots are added to its failure. */
export async function withConflicts<T>(conflicts: MergedSchemas['conflicts'], prove: () => Promise<T>): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof MergeDoesNotCommuteError) throw error.withConflicts(conflicts);
    throw error;
  }
}

export function tooMany(heads: readonly string[], limit: number): void {
  if (heads.length > limit) throw new TooManyHeadsToMergeError({ heads, limit });
}
