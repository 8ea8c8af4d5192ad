import { UsageError } from '../../errors/usage-errors.ts';
import { resolve } from '../../graph/resolve.ts';
import { printProofLine } from '../../proof/merge/proof-line.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { printSnapshot } from '../../schema/snapshot.ts';
import { snapshotFile } from '../revision/slice-state.ts';
import type { MergeContext, MergeResult } from './merge-options.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { proveBranches } from './prove-branches.ts';
import { writtenMerge } from './written-merge.ts';

/**
 * Proves a merge that is there already and writes the new proof into its header; everything else in the file stays. Its snapshot is written
 * anew where the merge has no statements of its own. Throws as {@link proveBranches} does; then nothing is changed.
 */
export async function proveAgain(context: MergeContext, symbol: string): Promise<MergeResult> {
  const { workspace, files } = context;
  const graph = context.graph();
  const revision = resolve(graph, symbol);
  if (revision === null || revision.revises.length < 2) {
    throw new UsageError(`${symbol} is no merge.`, 'Name a revision with several parents: migrate history shows them.');
  }
  const file = workspace.readRevision(revision);
  const heads = revision.revises;
  const schemas = mergeSchemas(graph, workspace.slices, heads, files);
  const proof = await proveBranches(context, graph, heads, schemas);
  const line = printProofLine(proof.line);
  const text = withProof(file, line);
  const slice = workspace.slices.find(({ label }) => label === revision.slice);
  const isEmpty = [file.upgrade, file.downgrade].every((section) => section?.statements.length === 0);
  const entities = slice === undefined || !isEmpty ? undefined : schemas.entitiesOf(slice);
  const snapshot = slice === undefined || entities === undefined ? null : snapshotFile(slice, revision.id);
  if (snapshot !== null && entities !== undefined) {
    files.replace(snapshot, printSnapshot({ slice: revision.slice, revision: revision.id, entities }));
  }
  if (text !== file.text) files.replace(revision.file, text);
  return { heads, merge: writtenMerge({ ...revision, proof: line }, proof, snapshot, text, true) };
}

/** The file with this proof line: in the place of the former one, else below the parents. */
function withProof(file: RevisionFile, line: string): string {
  const { revision, text } = file;
  const comment = revision.kind === 'ts' ? '//' : '--';
  const written = `${comment} proof: ${line}`;
  const lines = text.split('\n');
  const keyed = (key: string): number => lines.findIndex((it) => new RegExp(`^\\s*${comment}\\s*${key}:`).test(it));
  const end = lines[0]?.endsWith('\r') === true ? '\r' : '';
  if (revision.proof !== undefined) lines.splice(keyed('proof'), 1, written + end);
  else lines.splice(keyed('revises') + 1, 0, written + end);
  const result = lines.join('\n');
  const read = parseRevisionFile(result, { slice: revision.slice, file: revision.file });
  if (read.revision.proof !== line) throw new RangeError(`the proof line of ${revision.file} would not be read back`);
  return result;
}
