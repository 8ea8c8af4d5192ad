/** A member of an array: its text, NULL, or an array again. */
export type ArrayMember = string | null | readonly ArrayMember[];

/**
 * The members of an array as PostgreSQL writes it (`{a,"b c",NULL}`, nested); `undefined` for a text that is not one.
 */
export function readArray(text: string, delimiter: string): readonly ArrayMember[] | undefined {
  const reader = new ArrayReader(text.trim(), delimiter);
  const array = reader.array();
  return array !== undefined && reader.isAtEnd() ? array : undefined;
}

/** A blank, as PostgreSQL's `array_isspace` defines it. */
const BLANK = /[ \t\n\r\v\f]/;

class ArrayReader {
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  array(): readonly ArrayMember[] | undefined {
    if (this.#text[this.#at] !== '{') return undefined;
    this.#at += 1;
    const members: ArrayMember[] = [];
    this.#blanks();
    if (this.#text[this.#at] === '}') {
      this.#at += 1;
      return members;
    }
    for (;;) {
      const member = this.#member();
      if (member === undefined) return undefined;
      members.push(member);
      this.#blanks();
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === '}') return members;
      if (next !== this.#delimiter) return undefined;
    }
  }

  #member(): ArrayMember | undefined {
    this.#blanks();
    if (this.#text[this.#at] === '{') return this.array();
    if (this.#text[this.#at] === '"') return this.#quoted();
    let text = '';
    /** Blanks at the end do not count unless a backslash is before them. */
    let length = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === this.#delimiter || character === '}') break;
      if (character === '"' || character === '{') return undefined;
      if (character === '\\') this.#at += 1;
      text += character === '\\' ? (this.#text[this.#at] ?? '') : character;
      if (character === '\\' || !BLANK.test(character)) length = text.length;
    }
    const member = text.slice(0, length);
    if (member === '') return undefined;
    return /^null$/i.test(member) ? null : member;
  }

  #quoted(): string | undefined {
    let text = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === '"') {
        this.#at += 1;
        return text;
      }
      if (character === '\\') this.#at += 1;
      text += this.#text[this.#at] ?? '';
    }
    return undefined;
  }

  #blanks(): void {
    while (BLANK.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}
