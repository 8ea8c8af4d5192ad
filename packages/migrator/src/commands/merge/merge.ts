import { buildGraph } from '../../graph/build/build-graph.ts';
import { approvals } from '../../graph/slices/approvals.ts';
import { placeMerge } from '../../graph/slices/placement.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { printProofLine } from '../../proof/merge/proof-line/proof-line.ts';
import type { MergeProof } from '../../proof/merge/prove-merge.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { printSnapshot } from '../../schema/entity/snapshot.ts';
import { afterWriting } from '../shared/after-writing.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { newRevision } from '../shared/new-revision.ts';
import { fitNotes } from '../shared/notes/fit-notes.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { checkOptions } from './check-options.ts';
import { chooseHeads, chooseOrderOf } from './choose-heads.ts';
import { mergeFileText, orderNotes } from './merge-file.ts';
import type { MergeBench, MergeOptions, MergeResult } from './merge-options.ts';
import { type MergedSchemas, mergeSchemas } from './merge-schemas.ts';
import { proveAgain } from './prove-again.ts';
import { proveBranches } from './prove-branches.ts';
import { proveOrder } from './prove-order.ts';
import { writtenMerge } from './written-merge.ts';

export { type CheckMergeOptions, checkMerge } from './check-merge.ts';
export type { CheckedSlice } from './check-merge-result.ts';
export type { MergeBench } from './merge-options.ts';

/**
 * Joins branches in a revision, after proving that they commute or that the merge gives every order the same result,
 * and writes the merged snapshot. Writes nothing if anything fails. Throws a `MergeDoesNotCommuteError`,
 * `MergeNeedsHandError`, `MergeConflictError` or `MergeBranchFailsError` (exit code 3) when they cannot be joined.
 */
export async function merge(bench: MergeBench, options: MergeOptions = {}): Promise<MergeResult> {
  const { workspace } = bench;
  knownSlice(workspace, options.slice);
  checkOptions(options);
  if (options.again !== undefined) return await proveAgain(bench, options.again);
  const graph = bench.graph();
  const named = options.revisions ?? [];
  const heads = chooseHeads(graph, workspace, named.length > 0 ? named : (options.order ?? []), options.slice);
  if (heads.length < 2) return { heads, merge: null, approvals: [], hooks: [] };

  const order = options.order === undefined ? undefined : chooseOrderOf(graph, workspace, options.order, heads);
  const { revision, slice } = newMerge(bench, graph, heads, options);
  const schemas = mergeSchemas(graph, workspace.slices, heads, bench.files);
  const ready = await settled(bench, graph, heads, revision, schemas, order, options.byHand === true);
  write(bench, slice, ready);
  const { snapshot } = ready;
  const file = snapshot === undefined ? null : snapshotFile(slice, revision.id);
  const source = { slice: slice.label, file: revision.file };
  const { hooks, text } = await afterWriting(bench, parseRevisionFile(ready.text, source));
  return {
    heads,
    merge: writtenMerge(ready.revision, { ...ready, text }, { snapshot: file, again: false }),
    approvals: approvals(buildGraph([...graph.revisions, revision]), [revision], workspace.slices),
    hooks,
  };
}

/** A merge that is ready to be written. */
interface ReadyMerge {
  readonly revision: Revision;
  readonly text: string;
  readonly statements: number;
  readonly order: readonly string[] | null;
  readonly proof: MergeProof | undefined;
  readonly snapshot: readonly SchemaEntity[] | undefined;
}

async function settled(
  bench: MergeBench,
  graph: RevisionGraph,
  heads: readonly string[],
  revision: Revision,
  schemas: MergedSchemas,
  order: readonly string[] | undefined,
  byHand: boolean,
): Promise<ReadyMerge> {
  const slice = bench.workspace.slices.find(({ label }) => label === revision.slice);
  const entities = (among: readonly string[] | undefined): readonly SchemaEntity[] | undefined =>
    slice === undefined ? undefined : among === undefined ? schemas.entitiesOf(slice) : schemas.inOrder(slice, among);
  if (byHand) {
    const unproven = `write below what makes every order end the same, then: migrate merge --again ${revision.id}`;
    const open = { ...revision, unproven };
    // Its snapshot is written when it is proven: until then its content is unknown.
    return {
      revision: open,
      text: mergeFileText(open),
      statements: 0,
      order: null,
      proof: undefined,
      snapshot: undefined,
    };
  }
  if (order === undefined) {
    const proof = await proveBranches(bench, graph, heads, schemas);
    const proven = { ...revision, proof: printProofLine(proof.line) };
    return {
      revision: proven,
      text: mergeFileText(proven),
      statements: 0,
      order: null,
      proof,
      snapshot: entities(undefined),
    };
  }
  const { proof, statements } = await proveOrder(bench, graph, revision, order, schemas);
  const line = { ...proof.line, heads };
  const needed = statements.length > 0;
  const proven = {
    ...revision,
    proof: printProofLine(line),
    ...(needed ? { notes: [...(revision.notes ?? []), ...orderNotes(order)] } : {}),
  };
  const text = mergeFileText(proven, statements);
  const chosen = needed ? order : null;
  return { revision: proven, text, statements: statements.length, order: chosen, proof, snapshot: entities(order) };
}

/** The snapshot first: after a merge without one, every later command would have to merge the schemas again. */
function write({ files }: MergeBench, slice: Slice, { revision, text, snapshot }: ReadyMerge): void {
  if (snapshot !== undefined) {
    const printed = printSnapshot({ slice: slice.label, revision: revision.id, entities: snapshot });
    files.create(snapshotFile(slice, revision.id), printed);
  }
  files.create(revision.file, text);
}

/** The header, checked as far as it can be before anything is run: place, labels, id. */
function newMerge(
  bench: MergeBench,
  graph: RevisionGraph,
  heads: readonly string[],
  options: MergeOptions,
): { readonly revision: Revision; readonly slice: Slice } {
  const { slices } = bench.workspace;
  const labels = slices.map(({ label }) => label);
  const involved = new Set(heads.map((id) => graph.require(id).slice));
  const among =
    options.slice ?? (involved.size > 1 ? knownSlice(bench.workspace, bench.settings.mergeSlice) : undefined);
  const placement = placeMerge(graph, labels, heads, { splice: options.splice, slice: among });
  const slice = slices.find(({ label }) => label === placement.slice);
  if (slice === undefined) throw new RangeError(`a placement in no slice: ${placement.slice}`);
  const revision = newRevision(bench, {
    placement,
    slice,
    kind: 'sql',
    message: options.message ?? `merge ${listed(heads)}`,
    labels: options.branchLabels ?? [],
    id: options.revisionId,
    notes: fitNotes('merge', options.notes ?? {}, bench.settings),
  });
  mergeFileText(revision);
  buildGraph([...graph.revisions, revision]);
  return { revision, slice };
}

/** `a and b`, `a, b and c`. */
function listed(ids: readonly string[]): string {
  return `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`;
}
