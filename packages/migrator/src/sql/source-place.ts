/** The file that a text came from; every error about the text names it. */
export interface SourceFile {
  readonly slice: string;
  /** Path relative to the workspace root, with `/`. */
  readonly file: string;
}

/** A place in a file. Lines and columns are 1-based, columns in UTF-16 units. */
export interface SourcePlace extends SourceFile {
  readonly line: number;
  readonly column: number;
}
