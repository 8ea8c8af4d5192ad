import { Tokenizer, type TokenKind } from './tokenizer.ts';

/** A token as written, and where it begins. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  /** A word in lower case or a symbol; empty for all else. */
  readonly key: string;
}

const END: Token = { kind: 'end', text: '', start: -1, key: '' };

/**
 * The tokens of an SQL text without its comments. Each is read once, when it is first asked for; readers share them.
 */
export class TokenList {
  readonly sql: string;
  readonly #tokens: Tokenizer;
  readonly #read: Token[] = [];

  constructor(sql: string) {
    this.sql = sql;
    this.#tokens = new Tokenizer(sql);
  }

  /**
   * The token at this place, 0-based. After the last one and after one that is never closed there are only tokens of
   * the kind `end`.
   */
  at(index: number): Token {
    while (this.#read.length <= index) {
      const last = this.#read.at(-1)?.kind;
      if (last === 'end' || last === 'unterminated') break;
      this.#readNext();
    }
    return this.#read[index] ?? END;
  }

  /** All of them. */
  *[Symbol.iterator](): Generator<Token> {
    for (let index = 0; ; index++) {
      const token = this.at(index);
      if (token.kind === 'end') return;
      yield token;
    }
  }

  #readNext(): void {
    let kind = this.#tokens.next();
    while (kind === 'line-comment' || kind === 'block-comment') kind = this.#tokens.next();
    const { text, start } = this.#tokens;
    const key = kind === 'word' ? text.toLowerCase() : kind === 'symbol' ? text : '';
    this.#read.push({ kind, text, start, key });
  }
}
