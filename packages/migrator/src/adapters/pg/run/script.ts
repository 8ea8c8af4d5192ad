import type { RowsPiece, StatementRows } from '../../../sql/script/statement-rows.ts';

/** Where a statement of a message comes from: unit and statement of a revision; absent for our own. */
export interface Origin {
  readonly unit: number;
  /** Absent for BEGIN, the record and COMMIT. */
  readonly statement?: number;
  readonly commits?: boolean;
}

interface Part {
  readonly sql: string;
  readonly origin: Origin | undefined;
  readonly rows: StatementRows | undefined;
}

/** What is sent at once. */
export interface ScriptMessage {
  readonly text: string;
  /** Index of its first statement. */
  readonly first: number;
  /** Its statements are no statements of the script: they belong to the rows of the first one. */
  readonly piece?: RowsPiece;
  /** The statement at the server's position (1-based, in characters) and the 0-based UTF-16 offset inside it. */
  locate(position: number): { readonly index: number; readonly offset: number } | undefined;
}

/** Statements that are sent in one simple-query message, or in few, and that remember what each of them is. */
export class Script {
  readonly #parts: Part[] = [];
  /** It runs a revision: should it fail, nothing of it may stay in the session. */
  endsFresh = false;
  /** How long its answer may take, in milliseconds, where that is less than any message of our own may. */
  answerMs: number | undefined;

  add(sql: string, origin?: Origin, rows?: StatementRows): this {
    this.#parts.push({ sql, origin, rows });
    return this;
  }

  get length(): number {
    return this.#parts.length;
  }

  /** Nothing in it is a revision's, not even what its commit sets off. */
  get isOwn(): boolean {
    return !this.endsFresh && this.#parts.every(({ origin }) => origin?.statement === undefined);
  }

  /** Of the n-th statement, 0-based. */
  origin(index: number): Origin | undefined {
    return this.#parts[index]?.origin;
  }

  /** Its text. */
  sql(index: number): string {
    return this.#parts[index]?.sql ?? '';
  }

  /** The data of the n-th statement, when it is a COPY. */
  copyData(index: number): StatementRows | undefined {
    const rows = this.#parts[index]?.rows;
    return rows?.kind === 'copy' ? rows : undefined;
  }

  /** One message, but for statements that are too many to be held: those follow theirs piece by piece. */
  messages(): Iterable<ScriptMessage> {
    if (this.#parts.some(({ rows }) => rows?.kind === 'statements')) return this.#pieces();
    return this.#parts.length === 0 ? [] : [messageOf(this.#parts, 0)];
  }

  *#pieces(): Generator<ScriptMessage> {
    let first = 0;
    for (const [index, { rows }] of this.#parts.entries()) {
      if (rows?.kind !== 'statements') continue;
      yield messageOf(this.#parts.slice(first, index + 1), first);
      for (const piece of rows.pieces()) yield pieceOf(piece, index);
      first = index + 1;
    }
    if (first < this.#parts.length) yield messageOf(this.#parts.slice(first), first);
  }
}

/** On a line of its own: a comment at the end of a statement cannot swallow it. */
const separator = '\n;\n';

function messageOf(parts: readonly Part[], first: number): ScriptMessage {
  const text = parts.map(({ sql }) => sql).join(separator);
  return {
    text,
    first,
    locate(position) {
      let left = utf16Offset(text, position - 1);
      for (const [index, { sql }] of parts.entries()) {
        const length = sql.length + separator.length;
        if (left < length || index === parts.length - 1)
          return { index: first + index, offset: Math.min(left, sql.length) };
        left -= length;
      }
      return undefined;
    },
  };
}

function pieceOf(piece: RowsPiece, first: number): ScriptMessage {
  const { text } = piece;
  return { text, first, piece, locate: (position) => ({ index: first, offset: utf16Offset(text, position - 1) }) };
}

/** PostgreSQL counts characters, JavaScript UTF-16 units: one outside the BMP counts two here. */
function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let left = characters; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
