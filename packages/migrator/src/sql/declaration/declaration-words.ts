import { foldedName } from '../names/stored-name.ts';

interface Word {
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'date' | 'symbol' | 'other';
  readonly text: string;
}

const WORD =
  /\s*(?:(?<quoted>"(?:[^"]|"")+")|(?<text>'(?:[^']|'')*')|(?<date>\d{4}-\d{2}(?:-\d{2})?)|(?<number>-?\d+(?:\.\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_$]*)|(?<symbol>[(),.])|(?<other>\S))/uy;

/** What is wrong with a declaration, in words that follow `-- partition:`. */
export class DeclarationProblem extends Error {
  override readonly name = 'DeclarationProblem';
}

/** Reads a declaration word by word. Each `expect…` throws a `DeclarationProblem` when something else is there. */
export class DeclarationWords {
  readonly #words: readonly Word[];
  #at = 0;

  constructor(text: string) {
    this.#words = wordsOf(text);
  }

  get atEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  /** What is next, for messages. */
  get shown(): string {
    const word = this.#words[this.#at];
    return word === undefined ? 'the end' : word.text;
  }

  accept(...keywords: readonly string[]): boolean {
    const found = keywords.every((keyword, index) => this.#key(this.#at + index) === keyword);
    if (found) this.#at += keywords.length;
    return found;
  }

  expect(keyword: string): void {
    if (!this.accept(keyword)) throw new DeclarationProblem(`needs ${keyword} where ${this.shown} is`);
  }

  /** The first of these words that is next. */
  oneOf<const T extends string>(keywords: readonly T[]): T | undefined {
    return keywords.find((keyword) => this.accept(keyword) || this.accept(`${keyword}s`));
  }

  name(what: string): string {
    const word = this.#words[this.#at];
    if (word === undefined || (word.kind !== 'name' && word.kind !== 'quoted'))
      throw new DeclarationProblem(`needs ${what} where ${this.shown} is`);
    this.#at += 1;
    return foldedName(word.text);
  }

  count(what: string): number {
    const word = this.#words[this.#at];
    const value = Number(word?.text);
    if (word?.kind !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > 10_000)
      throw new DeclarationProblem(`needs a number of ${what} from 0 to 10000 where ${this.shown} is`);
    this.#at += 1;
    return value;
  }

  /** `2025`, `2025-01` or `2025-01-31` as the day that it begins with. */
  day(): string {
    const word = this.#words[this.#at];
    const text =
      word?.kind === 'date' ? word.text : word?.kind === 'number' && /^\d{4}$/.test(word.text) ? word.text : '';
    const [year = '', month = '01', day = '01'] = text.split('-');
    const full = `${year}-${month}-${day}`;
    const time = Date.parse(`${full}T00:00:00Z`);
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== full)
      throw new DeclarationProblem(`needs a day such as 2025-01-01 where ${this.shown} is`);
    this.#at += 1;
    return full;
  }

  /** A value of a list partition, as it is written in SQL. */
  literal(): string {
    const word = this.#words[this.#at];
    const isWord = word?.kind === 'name' && /^(?:null|true|false)$/i.test(word.text);
    if (word === undefined || (word.kind !== 'text' && word.kind !== 'number' && !isWord))
      throw new DeclarationProblem(`needs a value such as 'a' or 1 where ${this.shown} is`);
    this.#at += 1;
    return isWord ? word.text.toUpperCase() : word.text;
  }

  #key(at: number): string {
    const word = this.#words[at];
    return word?.kind === 'name' ? word.text.toLowerCase() : word?.kind === 'symbol' ? word.text : '';
  }
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const [kind, found] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (found === undefined) break;
    words.push({ kind: kindOf(kind), text: found });
  }
  return words;
}

const KINDS = ['name', 'quoted', 'text', 'number', 'date', 'symbol'] as const;

function kindOf(kind: string | undefined): Word['kind'] {
  return KINDS.find((known) => known === kind) ?? 'other';
}
