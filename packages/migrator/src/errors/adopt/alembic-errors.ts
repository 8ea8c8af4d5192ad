import { quoteForMessage } from '../files/revision-file-error.ts';
import { describeWordProblem, type WordProblem } from '../files/word-problem.ts';
import { MigratorError } from '../migrator-error.ts';
import { ForeignFileError, type ForeignPlace, type ForeignProblem } from './foreign-file-error.ts';

export type AlembicFileFacts = ForeignPlace &
  (
    | { readonly problem: 'unclosed'; readonly what: 'string' | 'bracket' }
    /** `name`: `down_revision` …; `text`: the expression as written. */
    | { readonly problem: 'computed'; readonly name: string; readonly text: string }
    | { readonly problem: 'assigned-twice' | 'missing'; readonly name: string }
    | { readonly problem: 'not-an-id' | 'not-a-label'; readonly value: string; readonly why: WordProblem }
    | { readonly problem: 'unknown-parent' | 'unknown-dependency'; readonly value: string }
    | { readonly problem: 'same-id' | 'same-label'; readonly value: string; readonly other: string }
  );

/**
 * A migration of Alembic cannot be read from its text.
 * @cause `revision`, `down_revision`, `branch_labels` or `depends_on` is missing, computed (by a call, a variable, an
 * f-string), or names something that no file has; or two files have the same id or label.
 * @repair Write the value as a literal (a string, a tuple of strings or None), as `alembic history` shows it.
 */
export class AlembicFileError extends ForeignFileError<AlembicFileFacts> {
  readonly code = 'alembic-file';
  constructor(facts: AlembicFileFacts) {
    super(facts, explain(facts));
  }
}

function explain(facts: AlembicFileFacts): ForeignProblem {
  switch (facts.problem) {
    case 'unclosed':
      return { problem: `the ${facts.what} that begins here is never closed`, hint: `Close the ${facts.what}.` };
    case 'computed':
      return {
        problem: `${facts.name} is computed (${quoteForMessage(facts.text)}), and Braid does not run Python`,
        hint: `Write the value itself, as alembic history shows it: ${facts.name} = "…", a tuple of such strings, or None.`,
      };
    case 'assigned-twice':
      return { problem: `${facts.name} is assigned a second time`, hint: 'Keep one of the two lines.' };
    case 'missing':
      return {
        problem: `the file does not assign ${facts.name}`,
        hint: `Assign ${facts.name} at the top level of the module; a file that is not a migration does not belong in this folder.`,
      };
    case 'not-an-id':
      return {
        problem: `the revision ${quoteForMessage(facts.value)} ${describeWordProblem(facts.why, 'id')}`,
        hint: 'Rename the revision in this file, in those that name it, and in alembic_version.',
      };
    case 'not-a-label':
      return {
        problem: `the branch label ${quoteForMessage(facts.value)} ${describeWordProblem(facts.why, 'label')}`,
        hint: 'Rename the label in this file and in those that name it.',
      };
    case 'unknown-parent':
      return {
        problem: `down_revision names ${quoteForMessage(facts.value)}, which no file has`,
        hint: 'Add the file, or write the id of a revision that is there.',
      };
    case 'unknown-dependency':
      return {
        problem: `depends_on names ${quoteForMessage(facts.value)}, which is neither a revision nor a branch label`,
        hint: 'Write the whole id of a revision, or a label of branch_labels.',
      };
    case 'same-id':
      return {
        problem: `the revision ${facts.value} is in ${facts.other} as well`,
        hint: 'Remove one of the two files, or give it a new id.',
      };
    case 'same-label':
      return {
        problem: `the branch label ${facts.value} is in ${facts.other} as well`,
        hint: 'Keep the label in one of the two files.',
      };
  }
}

export interface AlembicCycle {
  /** Ids in the order of the cycle. */
  readonly revisions: readonly string[];
  /** The file of the first. */
  readonly file: string;
}

/**
 * Revisions of Alembic form a cycle.
 * @cause `down_revision` or `depends_on` of one of them names a revision that comes after it.
 * @repair Correct the line; `alembic history` fails in the same way.
 */
export class AlembicCycleError extends MigratorError<AlembicCycle> {
  readonly code = 'alembic-cycle';
  constructor(facts: AlembicCycle) {
    super(facts, {
      message: `${facts.file}: these revisions form a cycle: ${facts.revisions.join(', ')}.`,
      hint: 'Correct down_revision or depends_on in one of them.',
    });
  }
}

export type AlembicSqlFacts =
  | { readonly problem: 'missing'; readonly revision: string; readonly file: string; readonly command: string }
  | {
      readonly problem: 'differs' | 'unknown-revision';
      readonly revision: string;
      readonly file: string;
      readonly line: number;
    }
  | { readonly problem: 'no-markers'; readonly file: string }
  /** `said`: the last line that the command printed. */
  | { readonly problem: 'failed'; readonly command: string; readonly said: string };

/**
 * There is no SQL for a revision of Alembic, or there are two different texts.
 * @cause `alembic upgrade --sql` was not run for it, stopped before it, or the files of --sql-dir are older than the
 * migrations.
 * @repair Run the command that the message names and add its output to the folder of --sql-dir.
 */
export class AlembicSqlError extends MigratorError<AlembicSqlFacts> {
  readonly code = 'alembic-sql';
  constructor(facts: AlembicSqlFacts) {
    super(facts, explainSql(facts));
  }
}

function explainSql(facts: AlembicSqlFacts): { readonly message: string; readonly hint: string } {
  switch (facts.problem) {
    case 'missing':
      return {
        message: `There is no SQL for revision ${facts.revision} (${facts.file}).`,
        hint: `Add the output of this command to the folder of --sql-dir: ${facts.command}`,
      };
    case 'differs':
      return {
        message: `${facts.file}:${facts.line}: the SQL of revision ${facts.revision} differs from what another file says.`,
        hint: 'Empty the folder and write its files again, all from the same migrations.',
      };
    case 'unknown-revision':
      return {
        message: `${facts.file}:${facts.line}: there is no migration with the revision ${quoteForMessage(facts.revision)}.`,
        hint: 'Write the files again from the current migrations.',
      };
    case 'no-markers':
      return {
        message: `${facts.file}: it has no line "-- Running upgrade …", so Braid cannot tell which revision its SQL belongs to.`,
        hint: 'Keep in the folder only what alembic upgrade --sql and alembic downgrade --sql printed.',
      };
    case 'failed':
      return {
        message: `This command failed: ${facts.command} (${facts.said})`,
        hint: 'Run it yourself until it succeeds, or create the SQL files and name their folder with --sql-dir.',
      };
  }
}
