import { type Facts, MigratorError } from './migrator-error.ts';

/** Another runner holds the lease and did not end in time. Facts: host, pid, since, runs, waitedMs. */
export class LeaseBusy extends MigratorError {
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
export class LeaseLost extends MigratorError {
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
export class StatementFailed extends MigratorError {
  readonly code = 'statement-failed';
}

/** A data revision's own code threw. Facts: revision, slice, file, rolledBack, heads, ran. */
export class DataRevisionFailed extends MigratorError {
  readonly code = 'data-revision-failed';
}

/** The locks that a revision needs were not free in time. Facts: revision, slice, file, attempts, waitedMs, blockers, heads, ran. */
export class LocksNotFree extends MigratorError {
  readonly code = 'locks-not-free';
  override readonly outcome = 'busy';
}

/** Stopped by a signal; everything committed is recorded. Facts: ran, heads, revision when one was cut short. */
export class Interrupted extends MigratorError {
  readonly code = 'interrupted';
}

export interface ChangedFile {
  readonly revision: string;
  readonly slice: string;
  /** Absent when the file is missing. */
  readonly file?: string;
  readonly applied: string;
  /** Absent when the file is missing. */
  readonly found?: string;
}

/** Files of applied revisions were edited or are missing. Facts: edited, missing. */
export class AppliedFilesChanged extends MigratorError {
  readonly code = 'applied-files-changed';

  constructor(edited: readonly ChangedFile[], missing: readonly ChangedFile[]) {
    const name = (change: ChangedFile) => `${change.revision} (${change.file ?? change.slice})`;
    const parts = [
      ...(edited.length === 0 ? [] : [`edited after it was applied: ${edited.map(name).join(', ')}`]),
      ...(missing.length === 0 ? [] : [`applied, but no file has it: ${missing.map(name).join(', ')}`]),
    ];
    const first = edited[0] ?? missing[0];
    super(`The files are not those that were applied. ${parts.join('; ')}`, {
      facts: { edited, missing },
      hint:
        edited.length > 0
          ? `Restore the file from git and put the change into a new revision, or accept it: \`migrate repair accept ${first?.revision ?? '<revision>'} --reason "…"\`.`
          : `Get the file back (another branch?), or \`migrate repair forget ${first?.revision ?? '<revision>'} --reason "…"\`.`,
    });
  }
}

/** A section cannot be run as it is written; found before anything ran. Facts: revision, slice, file, line, statement. */
export class SectionNotRunnable extends MigratorError {
  readonly code:
    | 'section-missing'
    | 'revision-irreversible'
    | 'transaction-control'
    | 'needs-transaction-off'
    | 'concurrent-index-unnamed'
    | 'timeout-invalid';

  constructor(code: SectionNotRunnable['code'], message: string, facts: Facts, hint: string) {
    super(message, { facts, hint });
    this.code = code;
  }
}

/** A half-run revision's statements that are already done were edited. Facts: revision, slice, file, done, line. */
export class HalfRunEdited extends MigratorError {
  readonly code = 'half-run-edited';
}

/** A revision is half-run in the other direction. Facts: revision, direction, since. */
export class HalfRunPending extends MigratorError {
  readonly code = 'half-run-pending';

  constructor(revision: string, direction: string, since: string) {
    super(`Revision ${revision} is half-way through its ${direction} since ${since}`, {
      facts: { revision, direction, since },
      hint: `End it first: \`migrate ${direction} ${direction === 'upgrade' ? revision : `${revision}-1`}\`; or \`migrate repair forget ${revision} --reason "…"\` once you know what is there.`,
    });
  }
}

/** A statement's outcome is not known and the catalog cannot tell it. Facts: revision, slice, file, line, statement. */
export class OutcomeUnknown extends MigratorError {
  readonly code = 'outcome-unknown';
}
