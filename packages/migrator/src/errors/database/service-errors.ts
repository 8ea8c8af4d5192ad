import { MigratorError } from '../migrator-error.ts';

export interface MigrationsPending {
  /** Revisions in the order in which they would run. */
  readonly pending: readonly string[];
  /** 0 if the service did not wait. */
  readonly waitedMs: number;
  /** Who holds the lease now, in words. */
  readonly holder: string | null;
}

/**
 * The service does not start, because revisions are pending and its policy does not apply them.
 * @cause The new code was deployed before its revisions were applied, or the job that applies them failed or is still
 * running.
 * @repair Apply them with `migrate upgrade heads`, or start the service with `onPending: 'apply'`.
 */
export class MigrationsPendingError extends MigratorError<MigrationsPending> {
  readonly code = 'migrations-pending';
  constructor(facts: MigrationsPending) {
    const { pending, waitedMs, holder } = facts;
    const shown = pending.slice(0, 8).join(', ') + (pending.length > 8 ? ' …' : '');
    const count = pending.length === 1 ? '1 revision is' : `${pending.length} revisions are`;
    const waited = waitedMs > 0 ? ` after ${Math.round(waitedMs / 1000)} s` : '';
    super(facts, {
      message: `${count} still pending${waited}: ${shown}.${holder === null ? '' : ` Now at work: ${holder}.`}`,
      hint: "Apply them with `migrate upgrade heads`, or start the service with `onPending: 'apply'`.",
    });
  }
}

export interface DatabaseAhead {
  /** Applied revisions that no file has. */
  readonly ahead: readonly string[];
}

/**
 * The database has revisions that this code does not know, and the policy of the service does not allow that.
 * @cause An older version of the service starts after a newer one has applied its revisions, as in a rollback or a
 * roll-out.
 * @repair Deploy the code that has these revisions, or start with `allowAhead: true` during a roll-out.
 */
export class DatabaseAheadError extends MigratorError<DatabaseAhead> {
  readonly code = 'database-ahead';
  constructor(facts: DatabaseAhead) {
    super(facts, {
      message: `The database is ahead of this code: it has applied ${facts.ahead.slice(0, 8).join(', ')}.`,
      hint: 'Deploy the code that has these revisions, or start with `allowAhead: true` during a roll-out.',
    });
  }
}
