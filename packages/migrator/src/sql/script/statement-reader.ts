import type { QualifiedName } from '../names/qualified-name.ts';
import { storedName } from '../names/stored-name.ts';
import { stringValue } from '../tokens/string-value.ts';
import type { Token, TokenList } from '../tokens/token-list.ts';

/** A relation that a statement names. */
export interface NamedRelation {
  readonly name: QualifiedName;
  /** As written, without the blanks and comments around its dots: `public."Ev ents"`. */
  readonly written: string;
}

/** Goes through the tokens of one statement with as much look-ahead as is asked for. */
export class StatementReader {
  readonly #tokens: TokenList;
  #at = 0;

  constructor(tokens: TokenList, at = 0) {
    this.#tokens = tokens;
    this.#at = at;
  }

  /** Another reader of the same tokens, at the same place. */
  fork(): StatementReader {
    return new StatementReader(this.#tokens, this.#at);
  }

  get atEnd(): boolean {
    const { kind } = this.#peek(0);
    return kind === 'end' || kind === 'unterminated';
  }

  /** The next token when it is an unquoted word, in lower case. */
  get word(): string | undefined {
    const { kind, key } = this.#peek(0);
    return kind === 'word' ? key : undefined;
  }

  /** The next token as written. */
  get text(): string {
    return this.#peek(0).text;
  }

  /** Steps over one token. */
  skip(): void {
    if (!this.atEnd) this.#at++;
  }

  /**
   * Steps over these keywords (lower case) or symbols when they come next, all of them in this order. Asked several
   * times for each statement: a list of any length would be made again each time.
   */
  accept(first: string, second?: string, third?: string): boolean {
    if (this.#peek(0).key !== first) return false;
    if (second !== undefined && this.#peek(1).key !== second) return false;
    if (third !== undefined && this.#peek(2).key !== third) return false;
    this.#at += third !== undefined ? 3 : second !== undefined ? 2 : 1;
    return true;
  }

  /** The same for a list. */
  acceptAll(words: readonly string[]): boolean {
    if (!words.every((word, index) => this.#peek(index).key === word)) return false;
    this.#at += words.length;
    return true;
  }

  /** Steps over as many of these words as come next. */
  skipAny(words: ReadonlySet<string>): void {
    while (words.has(this.#peek(0).key)) this.#at++;
  }

  /** Whether the statement may have this word at all: a quick look at its text. */
  mayHave(word: RegExp): boolean {
    return word.test(this.#tokens.sql);
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

  /** Steps over a list of relations; what follows a name in parentheses (columns to vacuum) is left out. */
  relations(): readonly NamedRelation[] {
    const found: NamedRelation[] = [];
    do {
      const relation = this.relation();
      if (relation === undefined) break;
      found.push(relation);
      this.group();
    } while (this.accept(','));
    return found;
  }

  /** A reader at the beginning of each part of what is left, as commas outside parentheses part it. */
  parts(): readonly StatementReader[] {
    const found = [this.fork()];
    if (!this.#tokens.sql.includes(',')) return found;
    for (const rest = this.fork(); !rest.atEnd; ) {
      if (rest.text === '(') rest.group();
      else if (rest.accept(',')) found.push(rest.fork());
      else rest.skip();
    }
    return found;
  }

  /** A name, as PostgreSQL stores it. `""` is none: PostgreSQL refuses it. */
  name(): string | undefined {
    const { kind, text } = this.#peek(0);
    if ((kind !== 'word' && kind !== 'quoted-identifier') || text === '""') return undefined;
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

  /** A relation as commands take it: `[ONLY] name [*]` or `ONLY (name)`. */
  relation(): NamedRelation | undefined {
    const parenthesis = this.accept('only') && this.accept('(');
    const from = this.#at;
    const name = this.qualifiedName();
    if (name === undefined) return undefined;
    let written = '';
    for (let index = from; index < this.#at; index++) written += this.#tokens.at(index).text;
    this.accept(parenthesis ? ')' : '*');
    return { name, written };
  }

  /** Steps after the next such keyword outside parentheses; to the end when there is none. */
  skipPast(keyword: string): boolean {
    for (; !this.atEnd; this.skip()) {
      while (this.text === '(') this.group();
      if (this.accept(keyword)) return true;
    }
    return false;
  }

  /** The value of a string. */
  string(): string | undefined {
    const { kind, text } = this.#peek(0);
    if (kind !== 'string') return undefined;
    this.#at++;
    return stringValue(text);
  }

  #peek(ahead: number): Token {
    return this.#tokens.at(this.#at + ahead);
  }
}
