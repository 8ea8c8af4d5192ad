/** The value of a literal, so that `undefined` can say that a text is none. */
export interface Literal {
  readonly value: unknown;
}

/**
 * The default export of a JavaScript or TypeScript file that does nothing but write a value down: an object or array of
 * literals, at once or by the name of a `const`, with types, comments and type imports beside it. `undefined` for
 * everything that would have to be run to be known.
 */
export function readLiteral(source: string): Literal | undefined {
  try {
    return new LiteralReader(source).file();
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

class NotLiteral extends Error {}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '/': '/',
};
const WORDS: ReadonlyMap<string, unknown> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
] as const);

class LiteralReader {
  readonly #source: string;
  #at = 0;
  readonly #constants = new Map<string, unknown>();

  constructor(source: string) {
    this.#source = source.replace(/^\uFEFF/, '');
  }

  file(): Literal {
    let found: Literal | undefined;
    while (this.#skip() < this.#source.length) {
      if (found !== undefined) throw new NotLiteral();
      if (this.#take(/import\s+type\s+(?:\w+|\{[\w\s,$]*\})\s+from\s*(?:'[^'\n]*'|"[^"\n]*")/y) !== undefined)
        this.#end();
      else if (this.#take(/export\s+default(?![\w$])/y) !== undefined) found = { value: this.#statement() };
      else this.#constant();
    }
    if (found === undefined) throw new NotLiteral();
    return found;
  }

  /** `const name: Type = value`. */
  #constant(): void {
    const name = this.#need(/const\s+([A-Za-z_$][\w$]*)/y)[1] ?? '';
    this.#skip();
    // A type is not run, whatever it says; what comes after it is read as strictly as all else.
    this.#take(/:[^=;`'"()]*/y);
    this.#need(/=(?![=>])/y);
    this.#constants.set(name, this.#statement());
  }

  #statement(): unknown {
    const value = this.#value();
    while (this.#take(/\s*(?:satisfies|as)\s+[A-Za-z_$][\w$.]*(?:\[\])?/y) !== undefined);
    this.#end();
    return value;
  }

  #end(): void {
    const from = this.#at;
    this.#skip();
    if (this.#take(/;/y) !== undefined || this.#at === this.#source.length) return;
    if (!this.#source.slice(from, this.#at).includes('\n')) throw new NotLiteral();
  }

  #value(): unknown {
    this.#skip();
    const first = this.#source[this.#at];
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === "'" || first === '"' || first === '`') return this.#string();
    const number = this.#take(/-?\d+(?:_\d+)*(?:\.\d+)?(?![\w$.])/y);
    // A leading zero is octal to JavaScript.
    if (number !== undefined && !/^-?0\d/.test(number[0])) return Number(number[0].replaceAll('_', ''));
    const word = this.#need(/[A-Za-z_$][\w$]*/y)[0];
    if (WORDS.has(word)) return WORDS.get(word);
    if (this.#constants.has(word)) return this.#constants.get(word);
    throw new NotLiteral();
  }

  #object(): object {
    const entries: [string, unknown][] = [];
    this.#list('{', '}', () => {
      const word = this.#take(/[A-Za-z_$][\w$]*/y)?.[0];
      const key = word ?? this.#string();
      if (key === '__proto__') throw new NotLiteral();
      this.#skip();
      this.#need(/:/y);
      entries.push([key, this.#value()]);
    });
    return Object.fromEntries(entries);
  }

  #array(): readonly unknown[] {
    const items: unknown[] = [];
    this.#list('[', ']', () => items.push(this.#value()));
    return items;
  }

  #list(open: string, close: string, item: () => void): void {
    this.#character(open);
    for (;;) {
      this.#skip();
      if (this.#source[this.#at] === close) break;
      item();
      this.#skip();
      if (this.#source[this.#at] !== ',') break;
      this.#at += 1;
    }
    this.#character(close);
  }

  #string(): string {
    const quote = this.#source[this.#at] ?? '';
    const text = this.#need(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.|\$(?!\{))*`/y)[0];
    if (quote === '') throw new NotLiteral();
    return text.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => {
      const plain = code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : ESCAPES[code];
      if (plain === undefined) throw new NotLiteral();
      return plain;
    });
  }

  #character(wanted: string): void {
    if (this.#source[this.#at] !== wanted) throw new NotLiteral();
    this.#at += 1;
  }

  /** Passes over blanks and comments. */
  #skip(): number {
    while (this.#take(/\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y) !== undefined);
    return this.#at;
  }

  #need(pattern: RegExp): RegExpExecArray {
    const found = this.#take(pattern);
    if (found === undefined) throw new NotLiteral();
    return found;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null || found[0] === '') return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}
