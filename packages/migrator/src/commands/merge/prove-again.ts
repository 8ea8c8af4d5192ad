import { placeOf } from '../../errors/files/revision-place.ts';
import { MergeDoesNotCommuteError } from '../../errors/merge/merge-errors.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { approvals } from '../../graph/slices/approvals.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { resolve } from '../../graph/symbols/resolve.ts';
import { MAX_MERGE_HEADS } from '../../proof/merge/orders/trials.ts';
import { hasStatements } from '../../proof/merge/proof-line/own-statements.ts';
import { parseProofLine, printProofLine } from '../../proof/merge/proof-line/proof-line.ts';
import { type MergeProof, proveMerge } from '../../proof/merge/prove-merge.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import type { MergeBench, MergeResult } from './merge-options.ts';
import { type MergedSchemas, mergeSchemas } from './merge-schemas.ts';
import { proveBranches, tooMany, withConflicts } from './prove-branches.ts';
import { writtenMerge } from './written-merge.ts';

/**
 * Proves an existing merge and writes the new proof into its header; everything else in the file stays. Its snapshot is
 * written again where the merge has no statements of its own. Throws as {@link proveBranches} does; then nothing is
 * changed.
 */
export async function proveAgain(bench: MergeBench, symbol: string): Promise<MergeResult> {
  const { workspace, files } = bench;
  const graph = bench.graph();
  const revision = resolve(graph, symbol);
  if (revision === null || revision.revises.length < 2) {
    throw new UsageError({ problem: 'not-a-merge', symbol });
  }
  const file = workspace.readRevision(revision);
  const heads = revision.revises;
  const schemas = mergeSchemas(graph, workspace.slices, heads, files);
  const hasOwn = hasStatements(file);
  const order = hasOwn && revision.proof !== undefined ? parseProofLine(revision.proof)?.order : undefined;
  const proof = hasOwn
    ? await proveWithStatements(bench, graph, revision, order, schemas)
    : await proveBranches(bench, graph, heads, schemas).catch((error: unknown) => {
        // The hint then names the existing merge as the file for statements.
        throw error instanceof MergeDoesNotCommuteError ? error.inMerge(placeOf(revision)) : error;
      });
  const line = printProofLine({ ...proof.line, heads });
  const text = withProof(file, line);
  const slice = workspace.slices.find(({ label }) => label === revision.slice);
  const snapshot = slice === undefined ? null : snapshotFile(slice, revision.id);
  const entities =
    slice === undefined ? undefined : hasOwn ? settledBy(schemas, slice, order ?? heads) : schemas.entitiesOf(slice);
  // Braid cannot tell from the snapshots what hand-written statements do to the schema, so an existing snapshot stays.
  const isNew = snapshot !== null && entities !== undefined && !(hasOwn && files.read(snapshot) !== undefined);
  if (isNew) files.replace(snapshot, printSnapshot({ slice: revision.slice, revision: revision.id, entities }));
  if (text !== file.text) files.replace(revision.file, text);
  const statements = file.upgrade?.statements.length ?? 0;
  const written = { proof, text, order: order ?? null, statements };
  const again = writtenMerge({ ...revision, proof: line }, written, { snapshot: isNew ? snapshot : null, again: true });
  return { heads, merge: again, approvals: approvals(graph, [revision], bench.workspace.slices), hooks: [] };
}

/**
 * If the snapshots contradict each other, the merge needs its own snapshot; otherwise they are merged whenever the
 * schema is needed.
 */
function settledBy(
  { conflicts, inOrder }: MergedSchemas,
  slice: Slice,
  order: readonly string[],
): readonly SchemaEntity[] | undefined {
  return conflicts.some((conflict) => conflict.slice === slice.label) ? inOrder(slice, order) : undefined;
}

/** Contradictions of the snapshots do not count then: the statements decide. */
async function proveWithStatements(
  bench: MergeBench,
  graph: RevisionGraph,
  { id, revises }: Revision,
  order: readonly string[] | undefined,
  { conflicts }: MergedSchemas,
): Promise<MergeProof> {
  tooMany(revises, MAX_MERGE_HEADS);
  const subject = new Subject(await bench.proofs(), [], graph);
  return await withConflicts(conflicts, () =>
    proveMerge(subject, revises, { merge: id, order, onEvent: bench.runner.onEvent }),
  );
}

/** The file with this proof line, in place of the former one or otherwise below the parents. */
function withProof(file: RevisionFile, line: string): string {
  const { revision, text } = file;
  const comment = revision.kind === 'ts' ? '//' : '--';
  const written = `${comment} proof: ${line}`;
  const lines = text.split('\n');
  const keyed = (key: string): number => lines.findIndex((it) => new RegExp(`^\\s*${comment}\\s*${key}:`).test(it));
  const end = lines[0]?.endsWith('\r') === true ? '\r' : '';
  const open = keyed('unproven');
  if (revision.unproven !== undefined && open >= 0) lines.splice(open, 1);
  if (revision.proof !== undefined) lines.splice(keyed('proof'), 1, written + end);
  else lines.splice(keyed('revises') + 1, 0, written + end);
  const result = lines.join('\n');
  const read = parseRevisionFile(result, { slice: revision.slice, file: revision.file });
  if (read.revision.proof !== line) throw new RangeError(`the proof line of ${revision.file} would not be read back`);
  return result;
}
