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
}
