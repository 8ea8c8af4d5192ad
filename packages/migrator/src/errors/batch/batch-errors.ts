import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { MigratorError } from '../migrator-error.ts';
import type { RunFacts } from '../run/run-facts.ts';

/** Where batches of rows failed. */
export interface BatchFacts extends RevisionPlace, RunFacts {
  readonly direction: 'upgrade' | 'downgrade';
  /** Of the section's marker. */
  readonly line: number;
  readonly table: string;
}

export type BatchKeyUnfit = BatchFacts & {
  /** Columns of the key as the marker has them. */
  readonly key: readonly string[];
} & (
    | { readonly problem: 'no-table' | 'no-index' }
    | { readonly problem: 'trigger'; readonly trigger: string }
    | { readonly problem: 'row-security'; readonly role: string }
    | { readonly problem: 'not-a-table'; readonly kind: string }
    | { readonly problem: 'no-column' | 'nullable' | 'generated'; readonly column: string }
    | { readonly problem: 'type'; readonly column: string; readonly type: string }
  );

/**
 * Batches cannot walk a table by the key that `batch="…"` names.
 * @cause The table or a column is not there, a column may be null, there is no unique index on exactly the key, values
 * of its type cannot be stored as text and compared again, a trigger changes it, or row-level security hides rows.
 * @repair Name the primary key, or another unique key of NOT NULL columns, in the order of its index. Where rows are
 * hidden, run it as a role that sees all of them.
 */
export class BatchKeyError extends MigratorError<BatchKeyUnfit> {
  readonly code = 'batch-key';
  constructor(facts: BatchKeyUnfit) {
    const { file, line, table, key } = facts;
    super(facts, {
      message: `${file}:${line}: ${table} cannot be changed in batches by ${key.join(', ')}: ${whyUnfit(facts)}`,
      hint: `${repairOf(facts)} Nothing was run.`,
    });
  }
}

function repairOf(facts: BatchKeyUnfit): string {
  const { table } = facts;
  if (facts.problem !== 'row-security') {
    return `Name a primary key, or another unique key of NOT NULL columns: batch="${table}(…)".`;
  }
  const role = quoteIdentifier(facts.role);
  return `Run it as a role that sees all rows: alter role ${role} bypassrls; or, where ${role} owns the table: alter table ${table} no force row level security;`;
}

function whyUnfit(facts: BatchKeyUnfit): string {
  switch (facts.problem) {
    case 'trigger':
      return `the trigger ${facts.trigger} changes the key of updated rows, so batches would process them twice or never`;
    case 'row-security':
      return `row-level security may hide rows of it from the role ${facts.role}, and batches would leave them out`;
    case 'no-table':
      return 'there is no such table';
    case 'not-a-table':
      return `it is not a table (relkind ${facts.kind})`;
    case 'no-column':
      return `it has no column ${facts.column}`;
    case 'nullable':
      return `${facts.column} may be null, and batches cannot reach such rows`;
    case 'generated':
      return `${facts.column} is generated from other columns, and changes with them`;
    case 'type':
      return `the type of ${facts.column} is ${facts.type}, whose values cannot be stored as text and read again`;
    case 'no-index':
      return 'there is no unique index on exactly these columns, in this order, in one direction and without a condition';
  }
}

/**
 * The file of a revision whose batches are running was edited.
 * @cause A statement, the table or the key of the section was changed between two batches.
 * @repair Restore them from git and run the same command again. Put a different statement into a new revision.
 */
export class BatchEditedError extends MigratorError<BatchFacts> {
  readonly code = 'batch-edited';
  constructor(facts: BatchFacts) {
    const { file, line, revision } = facts;
    super(facts, {
      message: `${file}:${line}: some rows were already changed by the file as it was before it was edited`,
      hint: `Restore migrate:${facts.direction} of the file from git and run the same command again. To start over from the first row with the edited file: migrate repair forget ${revision} --reason "…"`,
    });
  }
}

export interface BatchRowsFailed extends BatchFacts {
  /** Rows that could not be changed, with the server's message; keys are text, in the order of their columns. */
  readonly failed: readonly { readonly key: readonly string[]; readonly sqlState: string; readonly said: string }[];
  /** All other rows up to the last key are done. */
  readonly othersDone: boolean;
}

/**
 * A statement that runs in batches cannot change some rows.
 * @cause The statement or a constraint does not accept the values of these rows.
 * @repair Correct the rows and run the same command again: it tries them again, and continues.
 */
export class BatchRowsFailedError extends MigratorError<BatchRowsFailed> {
  readonly code = 'batch-rows-failed';
  constructor(facts: BatchRowsFailed) {
    const { file, line, table, failed, revision, othersDone } = facts;
    const rows = failed.map(({ key, sqlState, said }) => `  ${key.join(', ')}: ${said} (${sqlState})`);
    const those = failed.length === 1 ? 'one row' : `${failed.length} rows`;
    super(facts, {
      message: `${file}:${line}: ${those} of ${table} cannot be changed${othersDone ? ', all others are done' : ''}\n${rows.join('\n')}`,
      hint: `Correct these rows and run the same command again: it tries them again${othersDone ? '' : ' and continues'}. To change the statement and start over: migrate repair forget ${revision} --reason "…"`,
    });
  }
}

export interface BatchNotDone extends BatchFacts {
  readonly condition: string;
  /** At most ten. */
  readonly keys: readonly (readonly string[])[];
}

/**
 * All batches ran, but the condition of `done="…"` is not true for every row.
 * @cause A program that does not know the change wrote rows meanwhile, or the statement leaves rows out.
 * @repair Make your programs write the rows correctly, correct the listed rows, and run the same command again: it only
 * checks.
 */
export class BatchNotDoneError extends MigratorError<BatchNotDone> {
  readonly code = 'batch-not-done';
  constructor(facts: BatchNotDone) {
    const { file, line, table, condition, keys } = facts;
    super(facts, {
      message: `${file}:${line}: all batches ran, but rows of ${table} are not done (${condition}): ${keys.map((key) => key.join(', ')).join('; ')}${keys.length === 10 ? ' …' : ''}`,
      hint: 'Correct these rows, or the condition in the file, and run the same command again: it only checks.',
    });
  }
}

export interface BatchVerificationFailed extends BatchFacts {
  readonly query: string;
  readonly expected: string;
  /** The result of the query; null for NULL or no row. */
  readonly found: string | null;
}

/**
 * All batches ran, but the query of `verify="…"` returns something other than the expected value.
 * @cause Rows were written meanwhile, or the statement or the query is wrong.
 * @repair Look at the rows, correct them or the query, and run the same command again: it only checks.
 */
export class BatchVerificationError extends MigratorError<BatchVerificationFailed> {
  readonly code = 'batch-verification';
  constructor(facts: BatchVerificationFailed) {
    const { file, line, query, expected, found } = facts;
    super(facts, {
      message: `${file}:${line}: all batches ran, but the verification returns ${found ?? 'nothing'} instead of ${expected}: ${query}`,
      hint: 'Correct the rows, or the query in the file, and run the same command again: it only checks.',
    });
  }
}

export interface BatchesUntil extends RevisionPlace, RunFacts {
  readonly table: string;
  /** Progress in percent of the estimate; null without one. Rows walked so far. */
  readonly percent: number | null;
  readonly keys: number;
}

/**
 * The time of `--until` ended before the batches were done.
 * @cause There were too many rows for the time, or a throttle made the batches wait.
 * @repair Run the same command again: it continues after the last batch.
 */
export class BatchesUntilError extends MigratorError<BatchesUntil> {
  readonly code = 'batches-until';
  override readonly outcome = 'busy';
  constructor(facts: BatchesUntil) {
    const { file, revision, table, percent, keys } = facts;
    super(facts, {
      message: `${file}: revision ${revision} stopped at ${percent === null ? `row ${keys}` : `${percent}%`} of ${table}: its time is over`,
      hint: 'Run the same command again: it continues after the last batch.',
    });
  }
}
