import { type Facts, UntypedError } from '../untyped-error.ts';
import { afterFailure } from './after-failure.ts';

/** Another runner holds the lease and did not end in time. Facts: host, pid, since, runs, waitedMs. */
export class LeaseBusyError extends UntypedError {
  readonly code = 'lease-busy';
  override readonly outcome = 'busy';

  constructor(holder: { host: string; pid: number; since: string; runs: string }, waitedMs: number) {
    super(
      `Another runner is at work: ${holder.runs} on ${holder.host} (process ${holder.pid}) since ${holder.since}; gave up after ${Math.round(waitedMs / 1000)} s`,
      {
        facts: { ...holder, waitedMs },
        hint: 'Run the command again when it is done, or wait longer with `--lock-wait`. A dead runner needs no unlocking: its lease ends by itself.',
      },
    );
  }
}

/** This runner was silent for so long that another one took over; nothing of the revision under way was committed. Facts: runId, holder. */
export class LeaseLostError extends UntypedError {
  readonly code = 'lease-lost';

  constructor(facts: Facts) {
    super(
      'Another runner took over, since this one was silent for longer than its lease; its open transaction was refused',
      {
        facts,
        hint: '`migrate status` shows what is applied and who is at work; then run the same command again if something is left.',
      },
    );
  }
}

/**
 * A statement of a revision failed. Facts: revision, slice, file, line, column, statement (shortened, secrets blanked), statementNumber, sqlState, detail,
 * serverHint, where, position, rolledBack, heads (now), ran (revisions of this run that are committed).
 */
export class StatementFailedError extends UntypedError {
  readonly code = 'statement-failed';

  override textFor(): string {
    return afterFailure(this.message, this.facts);
  }
}

/** A data revision's own code threw. Facts: revision, slice, file, rolledBack, heads, ran. */
export class DataRevisionFailedError extends UntypedError {
  readonly code = 'data-revision-failed';

  override textFor(): string {
    return afterFailure(this.message, this.facts);
  }
}

/** The locks that a revision needs were not free in time. Facts: revision, slice, file, attempts, waitedMs, blockers, heads, ran. */
export class LocksNotFreeError extends UntypedError {
  readonly code = 'locks-not-free';

  override textFor(): string {
    return afterFailure(this.message, this.facts);
  }
}

/** Stopped by a signal; everything committed is recorded. Facts: ran, heads, revision when one was cut short. */
export class InterruptedError extends UntypedError {
  readonly code = 'interrupted';
}

export interface ChangedFile {
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  /** Checksum as applied. */
  readonly applied: string;
  /** Checksum of the file now. */
  readonly found: string;
}

/** Files of applied revisions were edited since. Facts: edited. (Applied revisions without a file stop the plan: `UnknownAppliedRevisionError`.) */
export class AppliedFilesEditedError extends UntypedError {
  readonly code = 'applied-file-edited';

  constructor(edited: readonly [ChangedFile, ...ChangedFile[]]) {
    super(`Edited after it was applied: ${edited.map(({ revision, file }) => `${file} (${revision})`).join(', ')}`, {
      facts: { edited },
      hint: `Restore the file from git and put the change into a new revision, or accept it: \`migrate repair accept ${edited[0].revision} --reason "…"\`.`,
    });
  }
}

/** A section cannot be run as it is written; found before anything ran. Facts: revision, slice, file, line, statement. */
export class SectionNotRunnableError extends UntypedError {
  readonly code: 'section-missing' | 'revision-irreversible' | 'concurrent-index-unnamed';

  constructor(code: SectionNotRunnableError['code'], message: string, facts: Facts, hint: string) {
    super(message, { facts, hint });
    this.code = code;
  }
}

/** A half-run revision's statements that are already done were edited. Facts: revision, slice, file, done, line. */
export class HalfRunEditedError extends UntypedError {
  readonly code = 'half-run-edited';
}

/** A revision is half-run in the other direction. Facts: revision, direction, since. */
export class HalfRunPendingError extends UntypedError {
  readonly code = 'half-run-pending';

  constructor(revision: string, direction: string, since: string) {
    super(`Revision ${revision} is half-way through its ${direction} since ${since}`, {
      facts: { revision, direction, since },
      hint: `End it first: \`migrate ${direction} ${direction === 'upgrade' ? revision : `${revision}-1`}\`; or \`migrate repair forget ${revision} --reason "…"\` once you know what is there.`,
    });
  }
}

/** A statement's outcome is not known and the catalog cannot tell it. Facts: revision, slice, file, line, statement. */
export class OutcomeUnknownError extends UntypedError {
  readonly code = 'outcome-unknown';
}
