import type { StatementRows } from './statement-rows.ts';

/** A statement with its place in the file, so that an error of the server can name line and column. */
export interface Statement {
  /** Without the closing semicolon and without leading or trailing blanks and comments. */
  readonly sql: string;
  /** Offset of `sql` in the file's text (after BOM removal), in UTF-16 units. */
  readonly offset: number;
  /** Line (1-based) of `offset`. */
  readonly line: number;
  /** Column (1-based, in UTF-16 units) of `offset`. */
  readonly column: number;
  /** What is sent with it: the data of `COPY … FROM STDIN`. */
  readonly rows?: StatementRows;
}

/** A statement as it is to be run, wherever it is from. */
export type StatementText = Pick<Statement, 'sql' | 'rows'>;

/**
 * Everything of a statement that counts as its text, as one unambiguous string: two statements with the same string do
 * the same.
 */
export function wholeText({ sql, rows }: StatementText): string {
  return rows === undefined ? sql : `${sql};\n\\.${rows.kind} ${rows.hash}`;
}
