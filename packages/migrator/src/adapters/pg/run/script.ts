/** Where a statement of a message comes from: unit and statement of a revision; absent for our own. */
export interface Origin {
  readonly unit: number;
  /** Absent for BEGIN, the record and COMMIT. */
  readonly statement?: number;
  readonly commits?: boolean;
}

interface Part {
  readonly sql: string;
  readonly start: number;
  readonly origin: Origin | undefined;
}

/** One simple-query message of several statements that remembers where each of them lies. */
export class Script {
  readonly #parts: Part[] = [];
  #length = 0;
  /** It runs a revision: should it fail, nothing of it may stay in the session. */
  endsFresh = false;
  /** How long its answer may take, in milliseconds, where that is less than any message of our own may. */
  answerMs: number | undefined;

  add(sql: string, origin?: Origin): this {
    this.#parts.push({ sql, start: this.#length, origin });
    this.#length += sql.length + separator.length;
    return this;
  }

  get text(): string {
    return this.#parts.map((part) => part.sql).join(separator);
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

  /** The statement at the server's position (1-based, in characters) and the 0-based UTF-16 offset inside it. */
  locate(position: number): { readonly index: number; readonly offset: number } | undefined {
    const offset = utf16Offset(this.text, position - 1);
    const index = this.#parts.findLastIndex((part) => part.start <= offset);
    const part = this.#parts[index];
    return part === undefined ? undefined : { index, offset: Math.min(offset - part.start, part.sql.length) };
  }
}

/** On a line of its own: a comment at the end of a statement cannot swallow it. */
const separator = '\n;\n';

/** PostgreSQL counts characters, JavaScript UTF-16 units: one outside the BMP counts two here. */
function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let left = characters; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
