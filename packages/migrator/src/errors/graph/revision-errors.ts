import { describePlace, type RevisionPlace } from '../files/revision-place.ts';
import { BrokenGraphError, quoted } from './broken-graph-error.ts';

export interface DuplicateRevision extends RevisionPlace {
  /** The other file with the same id. */
  readonly duplicate: RevisionPlace;
}

/**
 * Two files have the same revision id. (Alembic warns and uses the last one; in Braid nothing depends on the order of
 * loading.)
 * @cause A file was copied to start a new revision, and its `revision:` line was not changed.
 * @repair Remove one of the files, or give it a new id, here and in every `revises:` that refers to it.
 */
export class DuplicateRevisionError extends BrokenGraphError<DuplicateRevision> {
  readonly code = 'duplicate-revision';
  constructor(facts: DuplicateRevision) {
    const { revision, file, slice, duplicate } = facts;
    super(facts, {
      message: `Revision ${revision} is in two files: ${file} (slice ${slice}) and ${duplicate.file} (slice ${duplicate.slice}).`,
      hint: `Remove one of the files, or give ${duplicate.file} a new id (in its "revision:" line and in every "revises:" that refers to it).`,
    });
  }
}

export interface MissingRevision extends RevisionPlace {
  readonly key: 'revises' | 'depends-on';
  /** The id that no file has. */
  readonly missing: string;
  /** Ids that were probably meant. */
  readonly suggestions: readonly string[];
  /** The revision that has the missing name as a branch label. */
  readonly labelOf?: RevisionPlace;
}

/**
 * A revision names a parent or a dependency that no file has.
 * @cause The file of the parent is on another branch of git, was deleted, or its id is misspelt.
 * @repair Bring the file back from git, or correct the `revises:` or `depends-on:` line.
 */
export class MissingRevisionError extends BrokenGraphError<MissingRevision> {
  readonly code = 'missing-revision';
  constructor(facts: MissingRevision) {
    const { key, missing, suggestions, labelOf } = facts;
    const what = key === 'revises' ? 'parent' : 'dependency';
    const reason =
      labelOf === undefined ? 'no file has it' : `that is a branch label of ${labelOf.revision}, and parents are ids`;
    const written = labelOf === undefined ? suggestions[0] : labelOf.revision;
    const repair = written === undefined ? '' : `write "${key}: ${written}" if you mean that one, `;
    const pattern = missing.replace(/[^\w.]/g, '').slice(0, 40);
    super(facts, {
      message: `Revision ${describePlace(facts)} names the ${what} ${quoted(missing)}: ${reason}.`,
      hint: `Bring the file of ${quoted(missing)} back (git log --all -- '*${pattern}*'), ${repair}or correct the "${key}:" line of ${facts.file}.`,
    });
  }
}

export interface DuplicateLabel extends RevisionPlace {
  readonly label: string;
  /** The revision that has the label, or whose id it is. */
  readonly other: RevisionPlace;
}

/**
 * A branch label is on two revisions, or is the id of a revision.
 * @cause A new slice or branch was given a label that is in use, or a label was repeated on a descendant.
 * @repair Remove or rename one of them; descendants carry a label without repeating it.
 */
export class DuplicateLabelError extends BrokenGraphError<DuplicateLabel> {
  readonly code = 'duplicate-label';
  constructor(facts: DuplicateLabel) {
    const { label, other, file } = facts;
    const use = other.revision === label ? 'the id' : 'a branch label';
    super(facts, {
      message: `The branch label ${quoted(label)} of revision ${describePlace(facts)} is already ${use} of ${describePlace(other)}.`,
      hint: `Remove ${quoted(label)} from the "branch-label:" line of ${file}, or rename it; descendants carry a label without writing it again.`,
    });
  }
}
