import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { MigratorError, type Outcome } from '../migrator-error.ts';

/** Why a merge no longer matches its proof. Lists of ids are empty for base. */
export type StaleProof =
  | { readonly reason: 'unreadable' | 'no-merge' | 'branch-edited' | 'merge-edited' }
  | {
      readonly reason: 'other-heads' | 'other-ancestors';
      readonly found: readonly string[];
      readonly proven: readonly string[];
    };

function describeStale(stale: StaleProof): string {
  switch (stale.reason) {
    case 'unreadable':
      return 'its proof line cannot be read';
    case 'no-merge':
      return 'it joins nothing, because it has fewer than two parents';
    case 'branch-edited':
      return 'a file of its branches was edited since';
    case 'merge-edited':
      return 'its own statements were edited since';
    case 'other-heads':
      return `it joins ${names(stale.found)}, but the proof is for ${names(stale.proven)}`;
    case 'other-ancestors':
      return `its parents split at ${names(stale.found)}, but the proof begins at ${names(stale.proven)}`;
  }
}

function names(ids: readonly string[]): string {
  return ids.length === 0 ? 'base' : ids.join(', ');
}

/**
 * A merge no longer matches its proof.
 * @cause A file of its branches, or the merge itself, was edited after the proof.
 * @repair Restore the files from git, or prove the merge again: `migrate merge --again <revision>`.
 */
export class MergeProofStaleError extends MigratorError<RevisionPlace & StaleProof & { readonly why: string }> {
  readonly code = 'merge-proof-stale';
  override readonly outcome: Outcome = 'found';
  constructor(facts: RevisionPlace & StaleProof) {
    const why = describeStale(facts);
    super(
      { ...facts, why },
      {
        message: `The proof of merge ${describePlace(facts)} is stale: ${why}.`,
        hint: `Restore the files from git, or prove the merge again: migrate merge --again ${facts.revision}`,
      },
    );
  }
}

/**
 * A merge was never proven: its header has no proof that its branches commute.
 * @cause The merge was written by hand, or with another tool.
 * @repair Prove it: `migrate merge --again <revision>`.
 */
export class MergeProofMissingError extends MigratorError<RevisionPlace> {
  readonly code = 'merge-proof-missing';
  override readonly outcome: Outcome = 'found';
  constructor(place: RevisionPlace) {
    super(place, {
      message: `Merge ${describePlace(place)} has no proof that its branches commute.`,
      hint: `migrate merge --again ${place.revision}`,
    });
  }
}
