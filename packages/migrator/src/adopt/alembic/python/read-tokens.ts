import { AlembicFileError } from '../../../errors/adopt/alembic-errors.ts';
import type { PythonToken, PythonTokenKind } from './python-token.ts';

const BLANK = /[ \t\f]+|#[^\n]*|\\\n/y;
const STRING = /([A-Za-z]{0,2})('''|"""|'|")/y;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const NUMBER = /\.?[0-9][0-9A-Za-z_.]*/y;
const PREFIX = /^(?:[rbfut]|br|rb|fr|rf|tr|rt)?$/i;

/**
 * The tokens of a Python file, without running or compiling it. Only as fine as the values of a revision's header need:
 * operators come character by character. Throws an `AlembicFileError` for a string or bracket that is never closed.
 */
export function readPythonTokens(source: string, file: string): readonly PythonToken[] {
  return new PythonScanner(
    source
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n'),
    file,
  ).scan();
}

class PythonScanner {
  readonly #text: string;
  readonly #file: string;
  readonly #tokens: PythonToken[] = [];
  /** Lines of brackets that are open. */
  readonly #brackets: number[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #first = true;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  scan(): readonly PythonToken[] {
    while (this.#at < this.#text.length) this.#next();
    const open = this.#brackets.at(-1);
    if (open !== undefined) throw this.#unclosed(open, 'bracket');
    return this.#tokens;
  }

  #next(): void {
    const blank = this.#match(BLANK);
    if (blank !== undefined) {
      if (blank[0].endsWith('\n')) this.#newLine(this.#at + blank[0].length);
      this.#at += blank[0].length;
      return;
    }
    const character = this.#text[this.#at] ?? '';
    if (character === '\n') {
      this.#newLine(this.#at + 1);
      this.#at++;
      if (this.#brackets.length === 0) this.#first = true;
      return;
    }
    this.#token(character);
  }

  #token(character: string): void {
    const [string, prefix = '', quote = ''] = this.#match(STRING) ?? [];
    const word = this.#match(NAME) ?? this.#match(NUMBER);
    if (string !== undefined && PREFIX.test(prefix)) {
      this.#string(prefix, quote);
    } else if (word !== undefined) {
      this.#push(/^[.0-9]/.test(word[0]) ? 'number' : 'name', word[0].length);
    } else {
      if ('([{'.includes(character)) this.#brackets.push(this.#line);
      else if (')]}'.includes(character)) this.#brackets.pop();
      this.#push('symbol', 1);
    }
  }

  #string(prefix: string, quote: string): void {
    const line = this.#line;
    let end = this.#at + prefix.length + quote.length;
    for (; !this.#text.startsWith(quote, end); end++) {
      const character = this.#text[end];
      if (character === undefined || (character === '\n' && quote.length === 1)) throw this.#unclosed(line, 'string');
      if (character === '\\') end++;
    }
    const start = this.#at;
    this.#push('string', end + quote.length - start);
    for (let at = this.#text.indexOf('\n', start); at >= 0 && at < this.#at; at = this.#text.indexOf('\n', at + 1)) {
      this.#newLine(at + 1);
    }
  }

  #push(kind: PythonTokenKind, length: number): void {
    const text = this.#text.slice(this.#at, this.#at + length);
    const column = this.#at - this.#lineStart;
    this.#tokens.push({ kind, text, line: this.#line, column, first: this.#first });
    this.#first = false;
    this.#at += length;
  }

  #newLine(start: number): void {
    this.#line++;
    this.#lineStart = start;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  #unclosed(line: number, what: 'string' | 'bracket'): AlembicFileError {
    return new AlembicFileError({ file: this.#file, line, problem: 'unclosed', what });
  }
}
