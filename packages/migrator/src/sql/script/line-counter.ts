/** Line and column (both 1-based) of offsets that are asked for in rising order; goes through the text once. */
export class LineCounter {
  readonly #text: string;
  #line: number;
  #lineStart: number;
  #nextBreak: number;

  /** The text may be a part of a longer one: it begins at this place of it. */
  constructor(text: string, line = 1, column = 1) {
    this.#text = text;
    this.#line = line;
    this.#lineStart = 1 - column;
    this.#nextBreak = this.#breakFrom(0);
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    while (this.#nextBreak < offset) {
      this.#line++;
      this.#lineStart = this.#nextBreak + 1;
      this.#nextBreak = this.#breakFrom(this.#lineStart);
    }
    return { line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #breakFrom(offset: number): number {
    const found = this.#text.indexOf('\n', offset);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}
