import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import type { RunFacts } from './run-facts.ts';

export interface HalfRunEdited extends RevisionPlace, RunFacts {
  /** The line of the statement; absent if the file now has fewer statements. */
  readonly line?: number;
  /** 1-based. */
  readonly statementNumber: number;
  /** How many statements have run. */
  readonly done: number;
}

/**
 * Statements of a half-run revision that had already run were edited.
 * @cause The revision failed half-way, and somebody edited a statement above the one that failed.
 * @repair Restore the statements that have run from git; you may edit only those after them.
 */
export class HalfRunEditedError extends MigratorError<HalfRunEdited> {
  readonly code = 'half-run-edited';
  constructor(facts: HalfRunEdited) {
    const { revision, file, line, statementNumber, done } = facts;
    super(facts, {
      message: `${line === undefined ? file : `${file}:${line}`}: statement ${statementNumber} has already run, and was edited since`,
      hint: `Restore the first ${done} statements from git; you may edit only those after them. Or start over: \`migrate repair forget ${revision} --reason "…"\`.`,
    });
  }
}

export interface HalfRunPending {
  readonly revision: string;
  /** The direction in which it is half-way. */
  readonly direction: 'upgrade' | 'downgrade';
  /** ISO 8601. */
  readonly since: string;
  /** Its batches run in the background. */
  readonly background?: true;
  /** Whether its file is missing. */
  readonly isMissing?: true;
}

/**
 * A revision is half-way through the other direction, or half-way while its file is missing.
 * @cause A run outside a transaction (`transaction=off`, batches) failed or was stopped, and this command goes in the
 * other direction, or the file was deleted or is on another branch.
 * @repair Let it finish first with `migrate upgrade <revision>` or `migrate downgrade <revision>-1`.
 */
export class HalfRunPendingError extends MigratorError<HalfRunPending> {
  readonly code = 'half-run-pending';
  constructor(facts: HalfRunPending) {
    const { revision, direction, since, background, isMissing } = facts;
    const target = direction === 'upgrade' ? revision : `${revision}-1`;
    const forget = `\`migrate repair forget ${revision} --reason "…"\` once you know what it did`;
    super(facts, {
      message: `Revision ${revision} has been half-way through its ${direction} since ${since}${isMissing === true ? ', and its file is missing' : ''}`,
      hint:
        background === true
          ? `Finish it first: \`migrate batches work\`; or stop it where it is: \`migrate batches cancel ${revision} --reason "…"\`.`
          : isMissing === true
            ? `Check out the branch that has it (git log --all -- '*${revision}*') and finish it; or ${forget}.`
            : `Finish it first: \`migrate ${direction} ${target}\`; or ${forget}.`,
    });
  }
}
