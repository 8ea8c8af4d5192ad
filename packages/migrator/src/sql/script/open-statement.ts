import type { OpenConstruct } from '../../errors/files/sql-errors.ts';
import type { Tokenizer } from '../tokens/tokenizer.ts';

/** Something that keeps a statement from ending. */
export interface Unclosed {
  readonly offset: number;
  readonly construct: OpenConstruct;
  readonly closer: string;
}

/**
 * The statement that is being read. A `;` ends it unless it is in parentheses (`CREATE RULE … DO (a; b)`) or in the
 * `BEGIN ATOMIC … END` body of a function. That body ends with the `END` that follows a `;` or `ATOMIC`: every other
 * `END` (of a `CASE`, or as a column label) follows something else, because each statement of the body is closed by its
 * own `;`.
 */
export class OpenStatement {
  readonly start: number;
  end: number;
  /** `COPY … FROM STDIN` or `TO STDOUT` was seen. */
  copies: 'from-stdin' | 'to-stdout' | undefined;
  /** A COPY whose data is not text. */
  isBinary = false;
  readonly #parentheses: number[] = [];
  readonly #leading: string[] = [];
  #leadingIsOpen = true;
  #previous = '';
  #previousStart = 0;
  #body: 'none' | 'open' | 'closed' = 'none';
  #bodyStart = 0;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  /** Whether a `;` here ends the statement. */
  get canEnd(): boolean {
    return this.#parentheses.length === 0 && this.#body !== 'open';
  }

  /** The innermost construct that is still open. */
  get unclosed(): Unclosed | undefined {
    const parenthesis = this.#parentheses.at(-1);
    if (parenthesis !== undefined) return { offset: parenthesis, construct: 'parenthesis', closer: ')' };
    if (this.#body === 'open') return { offset: this.#bodyStart, construct: 'BEGIN ATOMIC body', closer: 'END' };
    return undefined;
  }

  /** Takes the next token that is not a comment. */
  accept(token: Tokenizer): void {
    this.end = token.end;
    if (token.kind === 'word') {
      this.#acceptWord(token);
    } else {
      this.#leadingIsOpen = false;
      if (this.#previous === 'format' && /^'binary'$/i.test(token.text)) this.isBinary = true;
      this.#previous = '';
      if (token.kind === 'symbol') this.#acceptSymbol(token);
    }
    this.#previousStart = token.start;
  }

  #acceptSymbol(token: Tokenizer): void {
    const symbol = token.text;
    if (symbol === '(') this.#parentheses.push(token.start);
    else if (symbol === ')') this.#parentheses.pop();
    else if (symbol === ';') this.#previous = symbol;
  }

  #acceptWord(token: Tokenizer): void {
    // Longer words are no keyword that matters here.
    const word = token.end - token.start > 9 ? '' : token.text.toLowerCase();
    if (this.#leadingIsOpen && this.#leading.length < 4) this.#leading.push(word);
    if (this.#parentheses.length === 0) {
      if (this.#body === 'none') this.#openBody(word);
      else if (word === 'end' && (this.#previous === ';' || this.#previous === 'atomic')) this.#body = 'closed';
    }
    if (this.#leading[0] === 'copy') this.#acceptCopy(word);
    this.#previous = word;
  }

  #acceptCopy(word: string): void {
    if (this.#parentheses.length === 0) {
      if (word === 'stdin' && this.#previous === 'from') this.copies = 'from-stdin';
      else if (word === 'stdout' && this.#previous === 'to') this.copies = 'to-stdout';
      // No table or column can have this name without quotes.
      else if (word === 'binary') this.isBinary = true;
    } else if (word === 'binary' && this.#previous === 'format') this.isBinary = true;
  }

  #openBody(word: string): void {
    if (word !== 'atomic' || this.#previous !== 'begin' || !this.#createsRoutine()) return;
    this.#body = 'open';
    this.#bodyStart = this.#previousStart;
  }

  #createsRoutine(): boolean {
    const [create, second, replace, fourth] = this.#leading;
    const object = second === 'or' && replace === 'replace' ? fourth : second;
    return create === 'create' && (object === 'function' || object === 'procedure');
  }
}
