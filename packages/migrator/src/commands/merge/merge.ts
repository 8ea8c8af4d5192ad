import { UsageError } from '../../errors/usage-errors.ts';
import { buildGraph } from '../../graph/build-graph.ts';
import { placeMerge } from '../../graph/placement.ts';
import type { RevisionGraph } from '../../graph/revision-graph.ts';
import type { Slice } from '../../ports.ts';
import { printProofLine } from '../../proof/merge/proof-line.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import { printSnapshot } from '../../schema/snapshot.ts';
import { knownSlice } from '../known-slice.ts';
import { newRevision } from '../revision/draft-revision.ts';
import { snapshotFile } from '../revision/slice-state.ts';
import { chooseHeads } from './choose-heads.ts';
import type { MergeContext, MergeOptions, MergeResult } from './merge-options.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { proveAgain } from './prove-again.ts';
import { proveBranches } from './prove-branches.ts';
import { writtenMerge } from './written-merge.ts';

/**
 * Joins branches in a revision with two empty sections, after it was proven that they commute, and writes the merged snapshot. Writes nothing
 * when anything fails. Throws a `MergeDoesNotCommuteError`, `MergeConflictError` or `MergeBranchFailsError` (exit code 3) when they cannot be joined.
 */
export async function merge(context: MergeContext, options: MergeOptions = {}): Promise<MergeResult> {
  const { workspace, files } = context;
  knownSlice(workspace, options.slice);
  checkMessage(options.message);
  if (options.again !== undefined) {
    refuseBesideAgain(options);
    return await proveAgain(context, options.again);
  }
  const graph = context.graph();
  const heads = chooseHeads(graph, workspace, options.revisions ?? [], options.slice);
  if (heads.length < 2) return { heads, merge: null };

  const { revision, slice } = newMerge(context, graph, heads, options);
  const schemas = mergeSchemas(graph, workspace.slices, heads, files);
  const proof = await proveBranches(context, graph, heads, schemas);
  const proven = { ...revision, proof: printProofLine(proof.line) };
  const text = textOf(proven);
  const entities = schemas.entitiesOf(slice);
  // The snapshot first: a merge without one would leave the schema to be merged again by every later command.
  const snapshot = entities === undefined ? null : snapshotFile(slice, revision.id);
  if (snapshot !== null && entities !== undefined) {
    files.create(snapshot, printSnapshot({ slice: slice.label, revision: revision.id, entities }));
  }
  files.create(proven.file, text);
  return { heads, merge: writtenMerge(proven, proof, snapshot, text, false) };
}

/** The header, checked as far as it can be before anything is run: place, labels, id. */
function newMerge(
  context: MergeContext,
  graph: RevisionGraph,
  heads: readonly string[],
  options: MergeOptions,
): { readonly revision: Revision; readonly slice: Slice } {
  const { slices } = context.workspace;
  const labels = slices.map(({ label }) => label);
  const placement = placeMerge(graph, labels, heads, { splice: options.splice, slice: options.slice });
  const slice = slices.find(({ label }) => label === placement.slice);
  if (slice === undefined) throw new RangeError(`a placement in no slice: ${placement.slice}`);
  const revision = newRevision(context, {
    placement,
    slice,
    kind: 'sql',
    message: options.message ?? `merge ${listed(heads)}`,
    labels: options.branchLabels ?? [],
    id: options.revisionId,
  });
  textOf(revision);
  buildGraph([...graph.revisions, revision]);
  return { revision, slice };
}

function textOf(revision: Revision): string {
  return printRevisionFile({ revision, upgrade: { statements: [] }, downgrade: { statements: [] } });
}

/** `a and b`, `a, b and c`. */
function listed(ids: readonly string[]): string {
  return `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`;
}

function checkMessage(message: string | undefined): void {
  if (message === undefined || (message.trim() !== '' && !/[\r\n]/.test(message))) return;
  throw new UsageError('A merge needs a message of one line, or none.', 'migrate merge events -m "join the branches"');
}

/** An existing merge keeps its header. */
function refuseBesideAgain({ again = '', revisions = [], message, revisionId, branchLabels }: MergeOptions): void {
  const isAlone = revisions.length === 0 && [message, revisionId, branchLabels].every((given) => given === undefined);
  if (isAlone) return;
  throw new UsageError(
    '--again proves a merge as it is: no revisions, message, id or labels beside it.',
    `migrate merge --again ${again}`,
  );
}
