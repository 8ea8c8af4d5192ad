import { MergeProofStaleError } from '../../errors/merge-errors.ts';
import { placeOf } from '../../errors/revision-place.ts';
import type { RevisionGraph } from '../../graph/revision-graph.ts';
import type { Revision } from '../../revision/revision.ts';
import { branchesOf } from './branches.ts';
import { filesHash } from './files-hash.ts';
import { parseProofLine } from './proof-line.ts';

/**
 * Whether what a merge was proven with is what it joins today: the same heads, the same common ancestors, the same files between them. Gives
 * the error that says what does not fit; `undefined` when all fits, and for a revision without a proof line.
 */
export function staleProof(
  graph: RevisionGraph,
  revision: Revision,
  checksumOf: (id: string) => string,
): MergeProofStaleError | undefined {
  if (revision.proof === undefined) return undefined;
  const why = whatDoesNotFit(graph, revision.revises, revision.proof, checksumOf);
  return why === undefined ? undefined : new MergeProofStaleError(placeOf(revision), why);
}

function whatDoesNotFit(
  graph: RevisionGraph,
  parents: readonly string[],
  line: string,
  checksumOf: (id: string) => string,
): string | undefined {
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
  return filesHash(above, checksumOf) === proof.files ? undefined : 'a file of its branches was edited since';
}

function names(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
