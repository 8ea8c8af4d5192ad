import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import type { RunFacts } from './run-facts.ts';

export interface HalfRunEdited extends RevisionPlace, RunFacts {
  /** Where the statement should be; absent when the file has fewer statements now. */
  readonly line?: number;
  /** 1-based. */
  readonly statementNumber: number;
  /** How many statements have run. */
  readonly done: number;
}

/**
 * The file of a half-run revision was edited where its statements have already run.
 * @cause The revision failed half-way, and somebody edited a statement above the one that failed.
 * @repair Restore the statements that have run from git; only those after them may be edited.
 */
export class HalfRunEditedError extends MigratorError<HalfRunEdited> {
  readonly code = 'half-run-edited';
  constructor(facts: HalfRunEdited) {
    const { revision, file, line, statementNumber, done } = facts;
    super(facts, {
      message: `${line === undefined ? file : `${file}:${line}`}: statement ${statementNumber} was run already and is not as it was then`,
      hint: `Restore the first ${done} statements from git; only those after them may be edited. Or \`migrate repair forget ${revision} --reason "…"\` to begin again.`,
    });
  }
}

export interface HalfRunPending {
  readonly revision: string;
  /** In which it is half-way. */
  readonly direction: 'upgrade' | 'downgrade';
  /** ISO 8601. */
  readonly since: string;
  /** Its batches run in the background. */
  readonly background?: true;
  /** No file has it. */
  readonly isMissing?: true;
}

/**
 * A revision is half-way through the other direction, or half-way and no file has it.
 * @cause A run outside a transaction (`transaction=off`, batches) failed or was stopped, and this command goes the
 * other way, or the file was deleted, or is on another branch.
 * @repair Let it finish first with `migrate upgrade <revision>` or `migrate downgrade <revision>-1`.
 */
export class HalfRunPendingError extends MigratorError<HalfRunPending> {
  readonly code = 'half-run-pending';
  constructor(facts: HalfRunPending) {
    const { revision, direction, since, background, isMissing } = facts;
    const target = direction === 'upgrade' ? revision : `${revision}-1`;
    const forget = `\`migrate repair forget ${revision} --reason "…"\` once you know what is there`;
    super(facts, {
      message: `Revision ${revision} has been half-way through its ${direction} since ${since}${isMissing === true ? ', and no file has it' : ''}`,
      hint:
        background === true
          ? `Finish it first: \`migrate batches work\`; or end it where it is: \`migrate batches cancel ${revision} --reason "…"\`.`
          : isMissing === true
            ? `Check out the branch that has it (git log --all -- '*${revision}*') and finish it; or ${forget}.`
            : `Finish it first: \`migrate ${direction} ${target}\`; or ${forget}.`,
    });
  }
}
