import { plainLiteral } from '../names/plain-literal.ts';
import { foldedName } from '../names/stored-name.ts';
import { stringValue } from '../tokens/string-value.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';

/** What of a table has an enum as its type. */
export interface EnumUse {
  /** The enum's own name. */
  readonly type: string;
  /** Names of columns that are of the enum, and of those that are arrays of it. */
  readonly columns: ReadonlySet<string>;
  readonly arrays: ReadonlySet<string>;
}

export interface RenamedValue {
  readonly sql: string;
  /** Whether every string that could be the value was told to be it. */
  readonly isSure: boolean;
}

/**
 * An expression after a value of an enum was renamed, which PostgreSQL follows by itself: it keeps the value, not its
 * text. Only a string that is beside a column of the enum (`state = 'open'`, `state in ('open')`, `'open' = any
 * (states)`) or is cast to it is known to be that value; the same text elsewhere may be any other.
 */
export function renameValue(sql: string, use: EnumUse, old: string, value: string): RenamedValue {
  const tokens = [...new TokenList(sql)];
  const reader = new ExpressionReader(tokens, use);
  let result = '';
  let done = 0;
  let isSure = true;
  tokens.forEach(({ kind, text, start }, index) => {
    if (kind !== 'string' || stringValue(text) !== old) return;
    if (!reader.isOfEnum(index)) {
      isSure = false;
      return;
    }
    result += sql.slice(done, start) + plainLiteral(value);
    done = start + text.length;
  });
  return { sql: result + sql.slice(done), isSure };
}

const COMPARING: ReadonlySet<string> = new Set(['=', '<', '>', '!']);
/** What an operand of a comparison can be between; an operator or a cast would make another type of it. */
const BEFORE: ReadonlySet<string> = new Set(['', '(', ',', 'and', 'or', 'not', 'when', 'where']);
const AFTER: ReadonlySet<string> = new Set(['', ')', ',', 'and', 'or', 'then', 'else', 'end', 'is']);

class ExpressionReader {
  readonly #tokens: readonly Token[];
  readonly #use: EnumUse;
  readonly #isQuery: boolean;

  constructor(tokens: readonly Token[], use: EnumUse) {
    this.#tokens = tokens;
    this.#use = use;
    this.#isQuery = tokens.some(({ key }) => key === 'select');
  }

  /** Whether a string is certainly a value of the enum. */
  isOfEnum(index: number): boolean {
    if (this.#word(index + 1) === ':') return this.#isCast(index + 1);
    // A query has columns of other tables, which may be called the same.
    if (this.#isQuery) return false;
    return (
      this.#isComparedWithLeft(index) ||
      this.#isComparedWithRight(index) ||
      this.#isListed(index) ||
      this.#isInArray(index)
    );
  }

  /** `'open'::state`, `'open'::app.state` */
  #isCast(at: number): boolean {
    if (this.#word(at + 1) !== ':') return false;
    const last = this.#word(at + 3) === '.' ? at + 4 : at + 2;
    return this.#name(last) === this.#use.type && this.#word(last + 1) !== '[';
  }

  /** `state = 'open'`, `state is distinct from 'open'` */
  #isComparedWithLeft(index: number): boolean {
    if (!AFTER.has(this.#word(index + 1))) return false;
    let last = index - 1;
    if (this.#word(last) === 'from' && this.#word(last - 1) === 'distinct') {
      last -= this.#word(last - 2) === 'not' ? 3 : 2;
      if (this.#word(last) !== 'is') return false;
      return this.#isOperand(last - 1);
    }
    while (COMPARING.has(this.#word(last))) last -= 1;
    return last < index - 1 && this.#isOperand(last);
  }

  /** `'open' = state` */
  #isComparedWithRight(index: number): boolean {
    if (!BEFORE.has(this.#word(index - 1))) return false;
    let first = index + 1;
    while (COMPARING.has(this.#word(first))) first += 1;
    if (first === index + 1) return false;
    const last = this.#word(first + 1) === '.' ? first + 2 : first;
    return AFTER.has(this.#word(last + 1)) && this.#use.columns.has(this.#name(last));
  }

  /** `state in ('open', 'new')` */
  #isListed(index: number): boolean {
    let at = index - 1;
    while (this.#word(at) === ',' && this.#tokens[at - 1]?.kind === 'string') at -= 2;
    if (this.#word(at) !== '(' || this.#word(at - 1) !== 'in' || ![',', ')'].includes(this.#word(index + 1)))
      return false;
    return this.#isOperand(this.#word(at - 2) === 'not' ? at - 3 : at - 2);
  }

  /** `'open' = any (states)` */
  #isInArray(index: number): boolean {
    const words = [index + 1, index + 2, index + 3, index + 5].map((at) => this.#word(at));
    const isAny = words[0] === '=' && words[1] === 'any' && words[2] === '(' && words[3] === ')';
    return isAny && BEFORE.has(this.#word(index - 1)) && this.#use.arrays.has(this.#name(index + 4));
  }

  /** Whether a column of the enum ends here, and nothing before it is part of the operand. */
  #isOperand(last: number): boolean {
    const first = this.#word(last - 1) === '.' ? last - 2 : last;
    return this.#use.columns.has(this.#name(last)) && BEFORE.has(this.#word(first - 1));
  }

  /** A keyword or symbol in lower case, anything else as written; empty outside the text. */
  #word(index: number): string {
    const { key = '', text = '' } = this.#tokens[index] ?? {};
    return key === '' ? text : key;
  }

  #name(index: number): string {
    const token = this.#tokens[index];
    return token?.kind === 'word' || token?.kind === 'quoted-identifier' ? foldedName(token.text) : '';
  }
}
