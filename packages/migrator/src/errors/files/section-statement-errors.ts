import { type ErrorPlace, RevisionFileError } from './revision-file-error.ts';

/**
 * A section that is declared irreversible has statements.
 * @cause `irreversible="…"` was added to a marker whose statements were left in the file.
 * @repair Remove the statements, or use `lossy="…"`, which says what a downgrade loses.
 */
export class IrreversibleWithStatementsError extends RevisionFileError {
  readonly code = 'section-irreversible-with-statements';
  constructor(place: ErrorPlace) {
    super(place, {
      problem: 'a section that is irreversible cannot have statements',
      hint: 'Remove the statements, or remove irreversible="…" from the marker (lossy="…" says what a downgrade loses).',
    });
  }
}

export interface TransactionControl extends ErrorPlace {
  /** `BEGIN`, `COMMIT` … */
  readonly command: string;
  /** Whether the section runs in a transaction of its own. */
  readonly transaction: boolean;
}

/**
 * A section has `BEGIN`, `COMMIT` or the like, but the runner owns the transactions.
 * @cause The SQL was copied from a script that is run with psql.
 * @repair Remove the command; the section runs in a transaction of its own unless its marker says `transaction=off`.
 */
export class TransactionControlError extends RevisionFileError<TransactionControl> {
  readonly code = 'section-transaction-control';
  constructor(facts: TransactionControl) {
    super(facts, {
      problem: `${facts.command} is not allowed in a revision`,
      hint: facts.transaction
        ? 'Remove it: the section runs in a transaction of its own. Statements that must not are marked on the section: transaction=off'
        : 'Remove it: with transaction=off each statement commits by itself. Put statements that belong together into a separate revision.',
    });
  }
}

export interface StatementRunsAlone extends ErrorPlace {
  readonly direction: 'upgrade' | 'downgrade';
  /** `CREATE INDEX CONCURRENTLY`, `VACUUM` … */
  readonly command: string;
}

/**
 * A statement that PostgreSQL refuses inside a transaction is in a transactional section.
 * @cause `CREATE INDEX CONCURRENTLY`, `VACUUM` or the like was written without `transaction=off`.
 * @repair Write `transaction=off` on the marker, best in a revision with only such statements.
 */
export class StatementRunsAloneError extends RevisionFileError<StatementRunsAlone> {
  readonly code = 'section-statement-runs-alone';
  constructor(facts: StatementRunsAlone) {
    super(facts, {
      problem: `${facts.command} cannot run inside a transaction`,
      hint: `Write on the marker: -- migrate:${facts.direction} transaction=off (preferably with only such statements in the section).`,
    });
  }
}

export interface SessionLockHeld extends ErrorPlace {
  /** The function that takes the lock: `pg_advisory_lock` … */
  readonly lock: string;
}

/**
 * A section takes a session-level advisory lock and does not release it, but every revision has a fresh session.
 * @cause `pg_advisory_lock` was called, and nothing after it in the section releases the lock.
 * @repair Take the lock for the transaction (`pg_advisory_xact_lock`), or release it in the same section
 * (`pg_advisory_unlock`).
 */
export class SessionLockHeldError extends RevisionFileError<SessionLockHeld> {
  readonly code = 'section-session-lock';
  constructor(facts: SessionLockHeld) {
    super(facts, {
      problem: `${facts.lock} takes a lock that nothing releases, and every revision has a fresh session`,
      hint: 'Use pg_advisory_xact_lock, which lasts as long as the transaction; or release it in the same section: pg_advisory_unlock.',
    });
  }
}
