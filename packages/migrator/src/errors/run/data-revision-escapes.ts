import { quoteForMessage } from '../files/revision-file-error.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { DataRevisionError } from './data-revision-errors.ts';
import { rolledBack } from './rolled-back.ts';

/** Where code escaped the runner, and how the revision ran. */
export interface DataRevisionEscape extends RevisionPlace {
  /** Whether the revision runs in one transaction; otherwise what it already committed stays. */
  readonly transactional: boolean;
  /** File and line of the code, where a stack tells it: `features/events/migrations/x.ts:12`. */
  readonly at?: string;
}

/** What a failure of this kind leaves in the database. */
function left({ revision, transactional }: DataRevisionEscape): string {
  return transactional
    ? `rolled back: ${rolledBack(revision, { manner: 'code', doneStatements: 0 })}`
    : `revision ${revision} runs outside a transaction: what it committed stays, but it is not recorded as applied`;
}

function placed({ at }: DataRevisionEscape, problem: string): string {
  return at === undefined ? problem : `${at}: ${problem}`;
}

export interface DataRevisionUnawaited extends DataRevisionEscape {
  /** The first statement that was still running, shortened, with its secrets blanked. */
  readonly statement: string;
  /** How many statements were still running. */
  readonly statements: number;
}

/**
 * The function of a data revision returned while its statements were still running.
 * @cause A call of `op.execute` or `op.db` is not awaited, so the runner could not tell whether it succeeded.
 * @repair Write `await` in front of every call of `op.execute` and `op.db`, or `await Promise.all([…])` around many.
 */
export class DataRevisionUnawaitedError extends DataRevisionError<DataRevisionUnawaited> {
  readonly code = 'data-revision-unawaited';
  constructor(facts: DataRevisionUnawaited) {
    const { statement, statements } = facts;
    const more = statements === 1 ? '' : ` and ${statements - 1} more`;
    super(facts, {
      problem: placed(facts, `returned without awaiting \`${statement}\`${more}; ${left(facts)}`),
      hint: 'Write `await` in front of every call of op.execute and op.db.',
    });
  }
}

export interface DataRevisionUnhandled extends DataRevisionEscape {
  /** The thrown error, with secrets blanked. */
  readonly said: string;
}

/**
 * While a data revision ran, an error was thrown that its code does not await.
 * @cause An unawaited promise was rejected, or a timer or an event listener threw.
 * @repair Await every promise, and catch errors in timers and listeners; `BRAID_DEBUG=1` shows the stack.
 */
export class DataRevisionUnhandledError extends DataRevisionError<DataRevisionUnhandled> {
  readonly code = 'data-revision-unhandled';
  constructor(facts: DataRevisionUnhandled, options: ErrorOptions) {
    super(facts, {
      problem: placed(
        facts,
        `an error that its code does not await: ${quoteForMessage(facts.said, 300)}; ${left(facts)}`,
      ),
      hint: 'Await every promise, and catch errors in timers and event listeners.',
      cause: options.cause,
    });
  }
}

export interface DataRevisionExit extends DataRevisionEscape {
  /** `process.exit(0)`. */
  readonly call: string;
}

/**
 * The code of a data revision tried to end the process.
 * @cause It calls `process.exit` or `process.abort`, perhaps because it was copied from a script.
 * @repair Remove the call: return to succeed, and throw an error to fail.
 */
export class DataRevisionExitError extends DataRevisionError<DataRevisionExit> {
  readonly code = 'data-revision-exit';
  constructor(facts: DataRevisionExit) {
    super(facts, {
      problem: placed(facts, `${facts.call} was refused; ${left(facts)}`),
      hint: 'Remove the call: return to succeed, and throw an error to fail.',
    });
  }
}

export interface DataRevisionEnded extends DataRevisionEscape {
  /** Shortened, with its secrets blanked. */
  readonly statement: string;
}

/**
 * The code of a data revision used `op` after the revision had ended. The statement was not sent.
 * @cause A timer, a listener or an unawaited promise continues after `upgrade` or `downgrade` has returned.
 * @repair Await everything that the function starts. If the revision succeeded, it is recorded without this
 * statement: run it in a new revision.
 */
export class DataRevisionEndedError extends DataRevisionError<DataRevisionEnded> {
  readonly code = 'data-revision-ended';
  constructor(facts: DataRevisionEnded) {
    super(facts, {
      problem: placed(facts, `used op after the revision had ended; \`${facts.statement}\` was not sent`),
      hint: 'Await everything that the function starts, including timers.',
    });
  }
}

export interface DataRevisionStalled extends DataRevisionEscape {
  readonly during: 'load' | 'upgrade' | 'downgrade';
  /** The code blocked the whole process; otherwise it waited for something that never happened. */
  readonly isBlocking: boolean;
  readonly quietMs: number;
}

/**
 * The code of a data revision neither ended nor used `op` for too long.
 * @cause An endless loop, a promise that never settles, a top-level `await` that never ends, or slow work that does not
 * use `op`.
 * @repair Fix the loop or the promise; for slow work raise `runner.idleInTransactionTimeout`, or do it outside the
 * revision.
 */
export class DataRevisionStalledError extends DataRevisionError<DataRevisionStalled> {
  readonly code = 'data-revision-stalled';
  constructor(facts: DataRevisionStalled) {
    const { during, isBlocking, quietMs } = facts;
    const what = during === 'load' ? 'loading the file' : during;
    const how = isBlocking ? 'blocked the process' : 'neither ended nor used op';
    super(facts, {
      problem: placed(facts, `${what} ${how} for ${Math.round(quietMs / 100) / 10} s; ${left(facts)}`),
      hint: 'Fix the loop, or the promise that never settles; for slow work raise runner.idleInTransactionTimeout in the configuration.',
    });
  }
}

/**
 * A revision ended its own transaction, so its changes were committed without being recorded.
 * @cause Its code sent `COMMIT`, `ROLLBACK` or the like past `op.execute`, on a connection of the driver.
 * @repair Check what it committed, undo that by hand, remove the command, and run the same command again.
 */
export class TransactionEndedError extends DataRevisionError {
  readonly code = 'transaction-ended';
  constructor(facts: RevisionPlace) {
    super(facts, {
      problem:
        'ended its own transaction: what it did before that is already committed or rolled back, and it is not recorded as applied',
      hint: 'Undo by hand what it committed, remove the COMMIT or ROLLBACK from its code, and run the same command again.',
    });
  }
}
