import type { PythonToken } from './python-token.ts';
import { pythonStringValue } from './string-value.ts';

/** What the names of a revision's header hold: `None`, a string, or a tuple, list or set of strings. */
export type PythonLiteral = null | string | readonly string[];

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The value of an expression, or `undefined` when it is no such literal: only running Python could tell its value. */
export function pythonLiteral(tokens: readonly PythonToken[]): PythonLiteral | undefined {
  const reader = new LiteralReader(tokens);
  const value = reader.list();
  return reader.atEnd ? value : undefined;
}

class LiteralReader {
  readonly #tokens: readonly PythonToken[];
  #at = 0;

  constructor(tokens: readonly PythonToken[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** One value, or several with commas between them, which make a tuple also without parentheses. */
  list(closer?: string): PythonLiteral | undefined {
    const members: string[] = [];
    let value: PythonLiteral | undefined = [];
    let commas = 0;
    while (!this.atEnd && this.#text !== closer) {
      value = this.#value();
      if (value === undefined) return undefined;
      if (typeof value === 'string') members.push(value);
      if (!this.#accept(',')) break;
      commas++;
      if (typeof value !== 'string') return undefined;
    }
    if (commas === 0) return value;
    return typeof value === 'string' ? members : undefined;
  }

  #value(): PythonLiteral | undefined {
    const opener = this.#text;
    const closer = CLOSERS[opener];
    if (closer !== undefined) {
      this.#at++;
      // Alembic does not accept a tuple in a list.
      if (opener !== '(' && CLOSERS[this.#text] !== undefined) return undefined;
      const inner = this.list(closer);
      if (!this.#accept(closer) || inner === undefined) return undefined;
      if (opener === '(') return inner;
      // Of a list or set the members count, one of them as well as several; `[None]` and `{}` are neither.
      return inner === null || (opener === '{' && inner.length === 0) ? undefined : [inner].flat();
    }
    if (this.#accept('None')) return null;
    return this.#string();
  }

  /** Adjacent strings are one string. */
  #string(): string | undefined {
    let value: string | undefined;
    while (this.#tokens[this.#at]?.kind === 'string') {
      const part = pythonStringValue(this.#text);
      if (part === undefined) return undefined;
      value = (value ?? '') + part;
      this.#at++;
    }
    return value;
  }

  get #text(): string {
    return this.#tokens[this.#at]?.text ?? '';
  }

  #accept(text: string): boolean {
    if (this.#text !== text) return false;
    this.#at++;
    return true;
  }
}
