import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';

export interface RevisionIrreversible extends RevisionPlace {
  readonly direction: 'upgrade' | 'downgrade';
  /** Of the section's marker. */
  readonly line: number;
  /** What the marker says. */
  readonly reason: string;
}

/**
 * A downgrade would revert a revision that is declared irreversible.
 * @cause The marker of its downgrade says `irreversible="…"`, since what it removed cannot be restored.
 * @repair Write a new revision that makes the change you want, or restore a backup.
 */
export class RevisionIrreversibleError extends MigratorError<RevisionIrreversible> {
  readonly code = 'revision-irreversible';
  constructor(facts: RevisionIrreversible) {
    super(facts, {
      message: `Revision ${facts.revision} (${facts.file}) cannot be downgraded: ${facts.reason}`,
      hint: 'Write a new revision that makes the change you want, or restore a backup.',
    });
  }
}

/**
 * A section is a stub: its SQL is not written yet.
 * @cause The revision was taken over from another tool whose code Braid cannot run, and the database does not have it
 * yet. Databases that have it are not affected.
 * @repair Write the SQL that does what the migration does, and remove `stub="…"` and the line `unproven:`; on databases
 * that have the revision, then accept the edited file.
 */
export class RevisionStubError extends MigratorError<RevisionIrreversible> {
  readonly code = 'revision-stub';
  constructor(facts: RevisionIrreversible) {
    super(facts, {
      message: `Revision ${facts.revision} (${facts.file}:${facts.line}) is a stub: ${facts.reason}`,
      hint: `Write the SQL of migrate:${facts.direction} and remove stub="…" from its marker. Databases that have the revision: migrate repair accept ${facts.revision} --reason "the stub is written"`,
    });
  }
}

export interface ConcurrentIndexUnnamed extends RevisionPlace {
  readonly line: number;
  readonly table: string;
}

/**
 * An index is built concurrently and has no name.
 * @cause `CREATE INDEX CONCURRENTLY ON …` leaves the name to PostgreSQL, so an interrupted build could not be found
 * again.
 * @repair Name the index: `CREATE INDEX CONCURRENTLY events_channel_idx ON events (channel)`.
 */
export class ConcurrentIndexUnnamedError extends MigratorError<ConcurrentIndexUnnamed> {
  readonly code = 'concurrent-index-unnamed';
  constructor(facts: ConcurrentIndexUnnamed) {
    super(facts, {
      message: `${facts.file}:${facts.line}: the index built concurrently has no name`,
      hint: `Name it: CREATE INDEX CONCURRENTLY ${facts.table}_…_idx ON …, so that an interrupted build can be found again.`,
    });
  }
}
