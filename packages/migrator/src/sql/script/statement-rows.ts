import { createHash } from 'node:crypto';

/** A part of the text that follows a statement, and the line (1-based) of the file in which it begins. */
export interface RowsPiece {
  readonly text: string;
  readonly line: number;
}

/**
 * The rows that belong to a statement. `copy`: the data lines of `COPY … FROM STDIN`, which are sent when the server
 * asks for them. `statements`: in a file that is too large to be held, further statements that differ from this one in
 * their literals only; each piece is whole statements.
 */
export interface StatementRows {
  readonly kind: 'copy' | 'statements';
  /** Of the first of them, 1-based. */
  readonly line: number;
  /** In characters. */
  readonly length: number;
  /** Lines of data, or statements. */
  readonly count: number;
  /** SHA-256 (hex) of their text with LF line ends. */
  readonly hash: string;
  /**
   * Their text with LF line ends, in order. May be asked for several times. Of a large file it is read again: throws a
   * `RevisionFileReplacedError` when the file is another by then.
   */
  pieces(): Iterable<RowsPiece>;
}

/** Data lines of a text that is held. */
export function heldRows(text: string, line: number): StatementRows {
  return new HeldRows(text.replaceAll('\r\n', '\n'), line);
}

class HeldRows implements StatementRows {
  readonly kind = 'copy';
  readonly line: number;
  readonly #text: string;

  constructor(text: string, line: number) {
    this.#text = text;
    this.line = line;
  }

  get length(): number {
    return this.#text.length;
  }

  get count(): number {
    return this.#text.split('\n').length - 1;
  }

  get hash(): string {
    return createHash('sha256').update(this.#text, 'utf8').digest('hex');
  }

  *pieces(): Generator<RowsPiece> {
    if (this.#text !== '') yield { text: this.#text, line: this.line };
  }
}
