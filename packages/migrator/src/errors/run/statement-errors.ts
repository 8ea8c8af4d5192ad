import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { shortenSql } from '../../sql/redact-sql.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import { serverSaid } from '../server-said.ts';
import { extensionLacking, isTimescaledbMissing } from './extension-names.ts';
import type { FailedStatement, ServerDetails } from './failed-statement.ts';
import { type RolledBack, RUN_AGAIN, type RunManner, rolledBack } from './rolled-back.ts';
import type { RunFacts } from './run-facts.ts';

export interface StatementFailure extends RevisionPlace, RunManner, FailedStatement, ServerDetails, RunFacts {
  readonly direction: 'upgrade' | 'downgrade';
  /**
   * The line of the error if the server reported its position, otherwise of the statement; absent if the statement is
   * not in the file.
   */
  readonly line?: number;
  readonly column?: number;
  /** For a data revision: file and line of the code that sent it, `features/events/migrations/x.ts:12`. */
  readonly at?: string;
  /** The server's message, with the secrets of the statement blanked. */
  readonly said: string;
  /** Offset of the error inside the statement, 0-based, in UTF-16 units. */
  readonly position?: number;
  /** An invisible character at the position that the server reported: `U+200B (zero width space)`. */
  readonly invisible?: string;
  /**
   * The name of the run, for other runners and in the log: the command line without `migrate`, or the name of a
   * program.
   */
  readonly runs: string;
  /** It ran on a scratch database, to have the state that the files make. */
  readonly onScratch?: boolean;
  /** It is a draft of `migrate dev`, generated from the schema: its file was removed. */
  readonly isDraft?: boolean;
  /** The conflicting object was created by this revision, or is temporary: the database did not have it before. */
  readonly ownDoing?: boolean;
}

/**
 * The server refused a statement of a revision.
 * @cause The statement is wrong, it needs something that does not exist, or rows in the table violate the constraint
 * that it adds.
 * @repair Correct the statement in the file (the message begins with its line) and run the same command again.
 */
export class StatementFailedError extends MigratorError<StatementFailure & RolledBack> {
  readonly code = 'statement-failed';
  /** `cause` is the server's error, with its SQLSTATE as `code`. */
  constructor(facts: StatementFailure) {
    const { at, file, line, column, said, sqlState, invisible } = facts;
    const inFile = line === undefined ? (at ?? file) : `${file}:${line}:${column}`;
    const place = facts.isDraft === true ? `The change of ${facts.slice} failed` : inFile;
    super(
      { ...facts, rolledBack: rolledBack(facts.revision, facts) },
      {
        message: `${place}: ${said}${sqlState === undefined ? '' : ` (${sqlState})`}${invisible === undefined ? '' : `. It has an invisible character: ${invisible}`}`,
        hint: hintFor(facts),
        cause: serverSaid(said, sqlState),
      },
    );
  }
}

const SCRATCH_AGAIN =
  'It failed on a scratch database; yours is untouched. Correct the revision, then run the same command again.';

/**
 * The repair if the scratch server lacks something, which is not a fault of the revision; `undefined` if it lacks
 * nothing.
 */
export function lackingHint(sqlState: string, said: string): string | undefined {
  if (sqlState === '42704' && /\brole\b/.test(said)) {
    return 'The scratch server does not have this role. Create it in the revision if it is missing, or name a server that has it: "shadowUrl" in migrate.config.json.';
  }
  if (['0A000', '58P01', 'F0000'].includes(sqlState) && /extension/.test(said)) {
    return 'The scratch server does not have this extension. Name a server that has it: "shadowUrl" in migrate.config.json.';
  }
  if (isTimescaledbMissing(said))
    return 'The scratch server does not have TimescaleDB. Name a server that has it: "shadowUrl" in migrate.config.json.';
  const extension = extensionLacking(said);
  if (extension !== undefined) {
    return `It belongs to the extension ${extension}: declare that in the slice's sql/ folder (\`create extension if not exists ${extension};\`). If the scratch server does not have it, name a server that does: "shadowUrl" in migrate.config.json.`;
  }
  return undefined;
}

function scratchHint({ sqlState = '', said }: StatementFailure): string {
  return lackingHint(sqlState, said) ?? runsAloneHint(sqlState) ?? SCRATCH_AGAIN;
}

/** It has no file to edit. Values that do not fit are of class 22, rows that violate a constraint of class 23. */
function draftHint(sqlState: string): string {
  const what = /^2[23]/.test(sqlState) ? 'the rows that do not fit, or the schema' : 'the schema';
  return `Change ${what}; then save again, or run the same command again.`;
}

/** The repair of a statement that cannot run inside a transaction, by SQLSTATE. */
export function runsAloneHint(sqlState: string | undefined): string | undefined {
  if (sqlState !== '25001' && sqlState !== '2D000') return undefined;
  return 'This statement cannot run inside a transaction: write `transaction=off` on the section marker, preferably in a separate revision.';
}

function hintFor(facts: StatementFailure): string {
  const { sqlState = '', direction, revision, invisible } = facts;
  if (invisible !== undefined) {
    return `Delete ${invisible} at that position, or replace it by an ordinary space, then run the same command again.`;
  }
  if (sqlState === '55P04') {
    return 'A new value of an enum can be used only after the transaction that adds it: move `alter type … add value` to a separate revision before this one.';
  }
  if (facts.isDraft === true) return draftHint(sqlState);
  if (facts.onScratch === true) return scratchHint(facts);
  const alone = runsAloneHint(sqlState);
  if (alone !== undefined) return alone;
  const [, role] = sqlState === '42704' ? (/\brole "(.+)" does not exist/.exec(facts.said) ?? []) : [];
  if (role !== undefined) {
    return `Create it (\`create role ${quoteIdentifier(role)};\`), or let an earlier revision do so, then run the same command again.`;
  }
  if (sqlState === '53100') return `The server's disk is full: free space, then run the same command again.`;
  if (sqlState === '57014') {
    return 'It ran longer than statement_timeout, or was cancelled: raise `statement-timeout` on the section marker or with `--statement-timeout`.';
  }
  const isThere = /^42(P0[4567]|701|710|723)$/.test(sqlState);
  if (!isThere || direction !== 'upgrade' || facts.ownDoing === true) return RUN_AGAIN;
  return `If the database had this before Braid, record the revision without running it: \`migrate stamp ${revision}\`; \`migrate check --db\` then shows whether the rest matches. Otherwise, ${RUN_AGAIN.replace('Correct', 'correct')}`;
}

export interface DataRevisionFailure extends RevisionPlace, RunManner, RunFacts {
  readonly direction: 'upgrade' | 'downgrade';
  /** The message of what was thrown, with secrets blanked. */
  readonly said: string;
  /** File and line of the code that threw it: `features/events/migrations/x.ts:12`. */
  readonly at?: string;
  /** What the run is called: see `StatementFailure`. */
  readonly runs: string;
  /** It ran on a scratch database, to have the state that the files make. */
  readonly onScratch?: boolean;
}

/**
 * The code of a data revision threw an error.
 * @cause The function `upgrade` or `downgrade` of the `.ts` file has a bug, or found rows that it does not expect.
 * @repair Correct the code and run the same command again; `BRAID_DEBUG=1` shows the stack.
 */
export class DataRevisionFailedError extends MigratorError<DataRevisionFailure & RolledBack> {
  readonly code = 'data-revision-failed';
  constructor(facts: DataRevisionFailure, options: ErrorOptions) {
    super(
      { ...facts, rolledBack: rolledBack(facts.revision, facts) },
      {
        message: `${facts.at ?? facts.file}: ${facts.said}`,
        hint: facts.onScratch === true ? SCRATCH_AGAIN : RUN_AGAIN,
        cause: options.cause,
      },
    );
  }
}

export interface OutcomeUnknown extends RevisionPlace, RunFacts {
  readonly line?: number;
  /** Shortened, with its secrets blanked. */
  readonly statement: string;
}

/**
 * A statement was interrupted, and the catalog does not show whether it took effect.
 * @cause The connection or the process ended during a statement that runs outside a transaction, such as `VACUUM` or
 * `ALTER SYSTEM`.
 * @repair Check the database, then record the answer: `migrate repair done <revision> --reason "…"`, or `not-done`
 * instead of `done`.
 */
export class OutcomeUnknownError extends MigratorError<OutcomeUnknown> {
  readonly code = 'outcome-unknown';
  constructor(facts: OutcomeUnknown) {
    const { revision, file, line, statement } = facts;
    super(facts, {
      message: `${line === undefined ? file : `${file}:${line}`}: a statement was interrupted, and the catalog does not show whether it took effect: ${shortenSql(statement, 120)}`,
      hint: `Check the database, then record the answer: \`migrate repair done ${revision} --reason "…"\` if it took effect, \`migrate repair not-done ${revision} --reason "…"\` if not; then run the same command again.`,
    });
  }
}
