import { placeOf } from '../../../errors/files/revision-place.ts';
import type { StaleProof } from '../../../errors/merge/proof-line-errors.ts';
import { MergeProofMissingError, MergeProofStaleError } from '../../../errors/merge/proof-line-errors.ts';
import type { MigratorError } from '../../../errors/migrator-error.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { Revision } from '../../../revision/revision.ts';
import { branchesOf } from '../orders/branches.ts';
import { filesHash } from './files-hash.ts';
import { parseProofLine } from './proof-line.ts';
import { statementsHash } from './statements-hash.ts';

/** What the files say about the merges and of what they join. */
export type ProvenFiles = Pick<Workspace, 'checksumOf' | 'readRevision'>;

/**
 * Whether what a merge was proven with is what it joins today: the same heads, the same common ancestors, the same
 * files between them, the same statements of its own. Gives the error that says what does not fit, or that there is no
 * proof; `undefined` when all fits, for a revision that is not a merge, for one that says why it is `unproven`, which
 * is reported elsewhere, and for one that was made from a merge of another tool: databases have it, and `validate`
 * tries orders.
 */
export function staleProof(graph: RevisionGraph, revision: Revision, files: ProvenFiles): MigratorError | undefined {
  if (revision.proof === undefined) {
    const { revises, unproven, adopted } = revision;
    const isMerge = revises.length > 1 && unproven === undefined && adopted === undefined;
    return isMerge ? new MergeProofMissingError(placeOf(revision)) : undefined;
  }
  const stale = whatDoesNotFit(graph, revision, revision.proof, files);
  return stale === undefined ? undefined : new MergeProofStaleError({ ...placeOf(revision), ...stale });
}

function whatDoesNotFit(
  graph: RevisionGraph,
  revision: Revision,
  line: string,
  files: ProvenFiles,
): StaleProof | undefined {
  const { revises: parents } = revision;
  const proof = parseProofLine(line);
  if (proof === undefined) return { reason: 'unreadable' };
  if (parents.length < 2) return { reason: 'no-merge' };
  if (!sameMembers(proof.heads, parents)) {
    return { reason: 'other-heads', found: parents, proven: proof.heads };
  }
  const { ancestors, above } = branchesOf(graph, parents);
  if (!sameMembers(proof.ancestors, ancestors)) {
    return { reason: 'other-ancestors', found: ancestors, proven: proof.ancestors };
  }
  const checksumOf = (id: string): string => files.checksumOf(graph.require(id));
  if (filesHash(above, checksumOf) !== proof.files) return { reason: 'branch-edited' };
  return statementsHash(files.readRevision(revision)) === proof.statements ? undefined : { reason: 'merge-edited' };
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
