import { placeOf } from '../../errors/files/revision-place.ts';
import { MergeDoesNotCommuteError, MergeNeedsHandError } from '../../errors/merge/merge-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { catalogHash } from '../../proof/catalog-hash.ts';
import { chooseOrder } from '../../proof/merge/choose-order.ts';
import { compareSides } from '../../proof/merge/compare/compare-sides.ts';
import { MergeProgress } from '../../proof/merge/orders/merge-progress.ts';
import { MAX_ORDERED_HEADS } from '../../proof/merge/orders/trials.ts';
import { type MergeProof, proveMerge } from '../../proof/merge/prove-merge.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import { mergeFileText } from './merge-file.ts';
import type { MergeBench } from './merge-options.ts';
import type { MergedSchemas } from './merge-schemas.ts';
import { tooMany, withConflicts } from './prove-branches.ts';

/** A merge of branches in a chosen order. */
export interface OrderedMerge {
  readonly proof: MergeProof;
  /** The statements that give every order the result of the chosen one; none if all have it anyway. */
  readonly statements: readonly string[];
}

/**
 * Finds the statements for a chosen order, and proves the merge with them: after every order of the branches, its
 * result is that of the chosen order. Throws a `MergeDoesNotCommuteError` or a `MergeNeedsHandError`; then nothing can
 * be written.
 */
export async function proveOrder(
  bench: MergeBench,
  graph: RevisionGraph,
  revision: Revision,
  order: readonly string[],
  { conflicts }: MergedSchemas,
): Promise<OrderedMerge> {
  tooMany(order, MAX_ORDERED_HEADS);
  const tools = await bench.proofs();
  const progress = new MergeProgress(bench.runner.onEvent, () => tools.ambient.now());
  return await withConflicts(conflicts, async () => {
    const chosen = await chooseOrder(new Subject(tools, [], graph), order, { aside: `braid_${revision.id}`, progress });
    const { statements } = chosen;
    if (statements.length === 0) {
      return { proof: await proveMerge(new Subject(tools, [], graph), order, { progress }), statements };
    }
    const text = mergeFileText(revision, statements);
    const file = parseRevisionFile(text, { slice: revision.slice, file: revision.file });
    const subject = new Subject(tools, [file]);
    const proof = await generated(() => proveMerge(subject, order, { merge: revision.id, order, progress }));
    // All orders may have the same result that still differs from the chosen one.
    if (proof.line.catalog !== catalogHash(chosen.catalog)) {
      const entries = compareSides(chosen.catalog, proof.catalog);
      throw new MergeNeedsHandError({
        heads: order.map((id) => placeOf(graph.require(id))),
        differences: entries.map(({ thing }) => thing),
        comparison: { left: order.join(', then '), right: 'the merge', entries },
      });
    }
    return { proof, statements };
  });
}

/** The failing statements are in no file, and the error says so. */
async function generated<T>(prove: () => Promise<T>): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    throw error instanceof MergeDoesNotCommuteError ? error.asGenerated() : error;
  }
}
