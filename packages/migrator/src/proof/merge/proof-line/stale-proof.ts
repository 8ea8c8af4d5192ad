import { placeOf } from '../../../errors/files/revision-place.ts';
import { MergeProofMissingError, MergeProofStaleError } from '../../../errors/merge/merge-errors.ts';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { Revision } from '../../../revision/revision.ts';
import { branchesOf } from '../orders/branches.ts';
import { filesHash } from './files-hash.ts';
import { parseProofLine } from './proof-line.ts';
import { statementsHash } from './statements-hash.ts';

/** What the files say of the merges and of what they join. */
export type ProvenFiles = Pick<Workspace, 'checksumOf' | 'readRevision'>;

/**
 * Whether what a merge was proven with is what it joins today: the same heads, the same common ancestors, the same files between them, the
 * same statements of its own. Gives the error that says what does not fit, or that there is no proof; `undefined` when all fits, for a revision that is no
 * merge, and for one that says why it is `unproven`, which is told elsewhere.
 */
export function staleProof(graph: RevisionGraph, revision: Revision, files: ProvenFiles): MigratorError | undefined {
  if (revision.proof === undefined) {
    const isMerge = revision.revises.length > 1 && revision.unproven === undefined;
    return isMerge ? new MergeProofMissingError(placeOf(revision)) : undefined;
  }
  const why = whatDoesNotFit(graph, revision, revision.proof, files);
  return why === undefined ? undefined : new MergeProofStaleError(placeOf(revision), why);
}

function whatDoesNotFit(
  graph: RevisionGraph,
  revision: Revision,
  line: string,
  files: ProvenFiles,
): string | undefined {
  const { revises: parents } = revision;
  const proof = parseProofLine(line);
  if (proof === undefined) return 'its proof line cannot be read';
  if (parents.length < 2) return 'it joins nothing, since it has fewer than two parents';
  if (!sameMembers(proof.heads, parents)) {
    return `it joins ${parents.join(', ')}, and the proof is of ${proof.heads.join(', ')}`;
  }
  const { ancestors, above } = branchesOf(graph, parents);
  if (!sameMembers(proof.ancestors, ancestors)) {
    return `its parents part at ${names(ancestors)}, and the proof begins at ${names(proof.ancestors)}`;
  }
  const checksumOf = (id: string): string => files.checksumOf(graph.require(id));
  if (filesHash(above, checksumOf) !== proof.files) return 'a file of its branches was edited since';
  return statementsHash(files.readRevision(revision)) === proof.statements
    ? undefined
    : 'its own statements were edited since';
}

function names(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
