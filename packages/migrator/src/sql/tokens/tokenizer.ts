import type { OpenConstruct } from '../../errors/files/sql-errors.ts';
import { dollarTag, endOfBlockComment, endOfEscapeString, endOfQuoted } from './skip-quoted.ts';

export type TokenKind =
  | 'word'
  | 'quoted-identifier'
  | 'string'
  | 'number'
  | 'parameter'
  /** One character of an operator or punctuation. */
  | 'symbol'
  | 'line-comment'
  | 'block-comment'
  /** Opened at `start` and never closed; `construct` and `closer` say what. */
  | 'unterminated'
  | 'end';

const BLANKS = /[ \t\n\r\f\v]*/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER = /[0-9][A-Za-z0-9_.]*/y;
const PARAMETER = /\$[0-9]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;

/**
 * Reads the tokens of an SQL text one after the other, as PostgreSQL's scanner does with
 * `standard_conforming_strings = on`, only coarser: operators come character by character. One instance goes through
 * the text once; `kind`, `start` and `end` are the current token.
 */
export class Tokenizer {
  kind: TokenKind = 'end';
  start = 0;
  end: number;
  construct: OpenConstruct = 'string';
  closer = '';
  readonly #text: string;

  constructor(text: string, from = 0) {
    this.#text = text;
    this.end = from;
  }

  /** The current token as written. */
  get text(): string {
    return this.#text.slice(this.start, this.end);
  }

  /** Whether the current token is this keyword (given in lower case). */
  is(keyword: string): boolean {
    return this.kind === 'word' && this.end - this.start === keyword.length && this.text.toLowerCase() === keyword;
  }

  /** Goes to the next token and returns its kind. */
  next(): TokenKind {
    this.start = this.#skip(BLANKS, this.end);
    this.kind = this.#read(this.#text[this.start], this.#text[this.start + 1]);
    return this.kind;
  }

  #read(first: string | undefined, second: string | undefined): TokenKind {
    switch (first) {
      case undefined:
        this.end = this.start;
        return 'end';
      case "'":
        return this.#until(endOfQuoted(this.#text, this.start + 1, "'"), 'string', 'string', "'");
      case '"':
        return this.#quotedIdentifier(this.start + 1);
      case '$':
        return this.#dollar();
      case '-':
        if (second === '-') return this.#take(LINE_COMMENT, 'line-comment');
        break;
      case '/':
        if (second === '*') {
          return this.#until(endOfBlockComment(this.#text, this.start + 2), 'block-comment', 'comment', '*/');
        }
        break;
      default:
        return this.#wordOrNumber(first, second);
    }
    return this.#symbol();
  }

  #wordOrNumber(first: string, second: string | undefined): TokenKind {
    if (first >= '0' && first <= '9') return this.#take(NUMBER, 'number');
    if (second === "'" && (first === 'e' || first === 'E')) {
      return this.#until(endOfEscapeString(this.#text, this.start + 2), 'string', 'string', "'");
    }
    if (second === '&' && (first === 'u' || first === 'U')) {
      const quote = this.#text[this.start + 2];
      if (quote === '"') return this.#quotedIdentifier(this.start + 3);
      if (quote === "'") return this.#until(endOfQuoted(this.#text, this.start + 3, "'"), 'string', 'string', "'");
    }
    return this.#take(WORD, 'word');
  }

  #quotedIdentifier(from: number): TokenKind {
    return this.#until(endOfQuoted(this.#text, from, '"'), 'quoted-identifier', 'quoted identifier', '"');
  }

  #dollar(): TokenKind {
    const tag = dollarTag(this.#text, this.start);
    if (tag === undefined) return this.#take(PARAMETER, 'parameter');
    const close = this.#text.indexOf(tag, this.start + tag.length);
    return this.#until(close < 0 ? -1 : close + tag.length, 'string', 'dollar-quoted string', tag);
  }

  #until(end: number, kind: TokenKind, construct: OpenConstruct, closer: string): TokenKind {
    if (end >= 0) {
      this.end = end;
      return kind;
    }
    this.end = this.#text.length;
    this.construct = construct;
    this.closer = closer;
    return 'unterminated';
  }

  #take(pattern: RegExp, kind: TokenKind): TokenKind {
    const end = this.#skip(pattern, this.start);
    if (end === this.start) return this.#symbol();
    this.end = end;
    return kind;
  }

  #symbol(): TokenKind {
    this.end = this.start + 1;
    return 'symbol';
  }

  #skip(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return pattern.test(this.#text) ? pattern.lastIndex : from;
  }
}
