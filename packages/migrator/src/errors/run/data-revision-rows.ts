import { quoteForMessage } from '../files/revision-file-error.ts';
import { DataRevisionError } from './data-revision-errors.ts';
import type { DataRevisionEscape } from './data-revision-escapes.ts';

export interface DataRevisionRow extends DataRevisionEscape {
  /** As given to `op.copyFrom`. */
  readonly table: string;
  /** Number of the row, 1-based. */
  readonly row: number;
  /** The column whose value is wrong; absent when it is the row. */
  readonly column?: string;
  /**
   * `length`: not as many values as columns. `absent`: no value of that name. `not-a-row`: not an array or object.
   * `mixed`: text or bytes among rows. `nul`: a NUL character, which PostgreSQL cannot store. `surrogate`: half of a
   * character. `date`: an invalid `Date`. `type`: a function or a symbol.
   */
  readonly problem: 'length' | 'absent' | 'not-a-row' | 'mixed' | 'nul' | 'surrogate' | 'date' | 'type';
}

const PROBLEMS: Readonly<Record<DataRevisionRow['problem'], string>> = {
  length: 'does not have as many values as there are columns',
  absent: 'has no value',
  'not-a-row': 'is neither an array of values nor an object',
  mixed: 'is text or bytes, but other rows are not',
  nul: 'has a NUL character, which PostgreSQL cannot store',
  surrogate: 'has half of a character (a lone surrogate)',
  date: 'is an invalid date',
  type: 'is a function or a symbol',
};

/**
 * A row that a data revision passed to `op.copyFrom` cannot be written. If the server refuses a row, the error of the
 * statement names its line: line 3 is the third row.
 * @cause A value is missing, or no column can store it.
 * @repair Correct the row that the message numbers; use `null` for no value.
 */
export class DataRevisionRowError extends DataRevisionError<DataRevisionRow> {
  readonly code = 'data-revision-row';
  constructor(facts: DataRevisionRow) {
    const { at, table, row, column, problem } = facts;
    const which = column === undefined ? '' : ` column ${quoteForMessage(column)}`;
    super(facts, {
      problem: `${at === undefined ? '' : `${at}: `}row ${row} for ${quoteForMessage(table)}:${which} ${PROBLEMS[problem]}`,
      hint: 'Give every row as many values as there are columns, in their order or by name; for no value write null.',
    });
  }
}

/**
 * The source of the rows of `op.copyFrom` used `op`, while the connection waits for these rows.
 * @cause The rows come from `op.stream` or `op.execute`, on the same connection.
 * @repair Write `insert into … select …`, or collect some thousand rows at a time and pass them to `op.copyFrom`.
 */
export class DataRevisionBusyError extends DataRevisionError<DataRevisionEscape> {
  readonly code = 'data-revision-busy';
  constructor(facts: DataRevisionEscape) {
    const { at } = facts;
    super(facts, {
      problem: `${at === undefined ? '' : `${at}: `}op is used by the rows of op.copyFrom, while its connection waits for them`,
      hint: 'Write `insert into … select …`, or collect some thousand rows at a time and pass them to op.copyFrom.',
    });
  }
}
