import { UntypedError } from '../untyped-error.ts';

/** A service may not start: revisions are pending and its policy is not to apply them. Facts: pending, waitedMs, holder. */
export class MigrationsPendingError extends UntypedError {
  readonly code = 'migrations-pending';

  constructor(pending: readonly string[], waitedMs: number, holder: string | undefined) {
    const shown = pending.slice(0, 8).join(', ') + (pending.length > 8 ? ' …' : '');
    const count = pending.length === 1 ? '1 revision is' : `${pending.length} revisions are`;
    const waited = waitedMs > 0 ? ` after ${Math.round(waitedMs / 1000)} s` : '';
    super(`${count} still pending${waited}: ${shown}.${holder === undefined ? '' : ` Now at work: ${holder}.`}`, {
      facts: { pending, waitedMs, holder: holder ?? null },
      hint: "Apply them with `migrate upgrade heads`, or start the service with `onPending: 'apply'`.",
    });
  }
}

/** The database has revisions that this code does not know, and the policy does not allow that. Facts: ahead. */
export class DatabaseAheadError extends UntypedError {
  readonly code = 'database-ahead';

  constructor(ahead: readonly string[]) {
    super(`The database is ahead of this code: it has applied ${ahead.slice(0, 8).join(', ')}.`, {
      facts: { ahead },
      hint: 'Deploy the code that has these revisions, or start with `allowAhead: true` during a roll-out.',
    });
  }
}

/** Something that no typed error stands for: a fault in Braid, or options of the wrong type. The cause is what was thrown. Facts: none. */
export class UnexpectedFailureError extends UntypedError {
  readonly code = 'internal';

  constructor(cause: unknown) {
    super(`Unexpected failure: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      hint: 'Check the types of the options; otherwise this is a bug in Braid: report it with the stack of `error.cause`.',
    });
  }
}
