import type { QualifiedName } from '../names/qualified-name.ts';
import { storedName } from '../names/stored-name.ts';
import { Tokenizer, type TokenKind } from './tokenizer.ts';

interface ReadToken {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Goes through the tokens of one statement with as much look-ahead as is asked for; comments are skipped. */
export class StatementReader {
  readonly #tokens: Tokenizer;
  readonly #read: ReadToken[] = [];
  #at = 0;

  constructor(sql: string) {
    this.#tokens = new Tokenizer(sql);
  }

  get atEnd(): boolean {
    const { kind } = this.#peek(0);
    return kind === 'end' || kind === 'unterminated';
  }

  /** The next token when it is an unquoted word, in lower case. */
  get word(): string | undefined {
    const { kind, text } = this.#peek(0);
    return kind === 'word' ? text.toLowerCase() : undefined;
  }

  /** The next token as written. */
  get text(): string {
    return this.#peek(0).text;
  }

  /** Steps over one token. */
  skip(): void {
    if (!this.atEnd) this.#at++;
  }

  /** Steps over these keywords (lower case) or symbols when they come next, all of them in this order. */
  accept(...expected: readonly string[]): boolean {
    const matches = expected.every((word, index) => {
      const { kind, text } = this.#peek(index);
      return (kind === 'word' && text.toLowerCase() === word) || (kind === 'symbol' && text === word);
    });
    if (matches) this.#at += expected.length;
    return matches;
  }

  /** Steps over a parenthesised group, when one comes next, and returns the words in it, in lower case. */
  group(): readonly string[] {
    const words: string[] = [];
    if (!this.accept('(')) return words;
    for (let depth = 1; depth > 0 && !this.atEnd; this.skip()) {
      if (this.text === '(') depth++;
      else if (this.text === ')') depth--;
      else words.push(this.text.toLowerCase());
    }
    return words;
  }

  /** A name, as PostgreSQL stores it. */
  name(): string | undefined {
    const { kind, text } = this.#peek(0);
    if (kind !== 'word' && kind !== 'quoted-identifier') return undefined;
    this.#at++;
    return storedName(text);
  }

  /** `name`, `schema.name`, or `database.schema.name`, whose first part PostgreSQL only checks. */
  qualifiedName(): QualifiedName | undefined {
    const parts: string[] = [];
    do {
      const part = this.name();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.accept('.'));
    const [name, schema] = parts.reverse();
    if (name === undefined) return undefined;
    return schema === undefined ? { name } : { schema, name };
  }

  /** The value of a plain string (`'…'` or `$$…$$`); escapes of `E'…'` are not decoded. */
  string(): string | undefined {
    const { kind, text } = this.#peek(0);
    if (kind !== 'string') return undefined;
    this.#at++;
    const dollar = /^\$[^$]*\$/.exec(text)?.[0];
    if (dollar !== undefined) return text.slice(dollar.length, -dollar.length);
    return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
  }

  #peek(ahead: number): ReadToken {
    while (this.#read.length <= this.#at + ahead) {
      const kind = this.#tokens.next();
      if (kind === 'line-comment' || kind === 'block-comment') continue;
      this.#read.push({ kind, text: this.#tokens.text });
      if (kind === 'end' || kind === 'unterminated') break;
    }
    return this.#read[this.#at + ahead] ?? { kind: 'end', text: '' };
  }
}
