import { storedName } from '../names/stored-name.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';

/** A place in a batched statement that gets a key for each batch. Offsets are UTF-16 units of the statement. */
export interface BatchBound {
  readonly side: 'from' | 'to';
  /** Of the operator before it: `>` or `<=`. */
  readonly operator: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
}

export type BatchBoundsProblem =
  | 'no-from'
  | 'no-to'
  /** `:from` is after something else than `>`: a boundary row would run twice, or never. */
  | 'from-operator'
  | 'to-operator'
  /** What is compared is not the key of the batch. */
  | 'not-the-key'
  /** `$1`, which nothing gives a value. */
  | 'parameter';

/** What cannot be read as bounds, and where. */
export interface InvalidBounds {
  readonly problem: BatchBoundsProblem;
  readonly offset: number;
}

/**
 * The bounds `:from` and `:to` of a statement that runs in batches. Each is compared with the key alone, `key > :from`
 * and `key <= :to`, so that one batch begins where the one before it ended; several columns as a row,
 * `(a, b) > :from`. Names may be qualified.
 */
export function readBatchBounds(sql: string, key: readonly string[]): readonly BatchBound[] | InvalidBounds {
  const tokens = [...new TokenList(sql)];
  const bounds: BatchBound[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'parameter') return { problem: 'parameter', offset: token.start };
    const side = sideAt(tokens, index);
    if (side === undefined) continue;
    const operator = operatorBefore(tokens, index, side);
    if (operator === undefined) {
      return { problem: side === 'from' ? 'from-operator' : 'to-operator', offset: token.start };
    }
    if (!isKeyBefore(tokens, operator.index, key)) return { problem: 'not-the-key', offset: token.start };
    const { start, end } = operator;
    bounds.push({ side, operator: { start, end }, start: token.start, end: endOf(tokens[index + 1]) });
  }
  if (!bounds.some(({ side }) => side === 'from')) return { problem: 'no-from', offset: 0 };
  if (!bounds.some(({ side }) => side === 'to')) return { problem: 'no-to', offset: 0 };
  return bounds;
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : token.start + token.text.length;
}

/** `:from` or `:to`, which cannot be a cast or the bound of an array's slice: both words are reserved. */
function sideAt(tokens: readonly Token[], index: number): 'from' | 'to' | undefined {
  const [colon, word] = [tokens[index], tokens[index + 1]];
  if (colon?.key !== ':' || word?.start !== colon.start + 1) return undefined;
  return word.key === 'from' || word.key === 'to' ? word.key : undefined;
}

function operatorBefore(
  tokens: readonly Token[],
  index: number,
  side: 'from' | 'to',
): { readonly index: number; readonly start: number; readonly end: number } | undefined {
  const wanted = side === 'from' ? ['>'] : ['<', '='];
  const first = index - wanted.length;
  const found = tokens.slice(Math.max(0, first), index);
  const adjacent = found.every(({ start }, at) => start === (found[0]?.start ?? 0) + at);
  const before = tokens[first - 1];
  const [from] = found;
  if (from === undefined || !adjacent || found.map(({ key }) => key).join('') !== wanted.join('')) return undefined;
  // A longer operator: `->>`, `@>`.
  if (before?.kind === 'symbol' && endOf(before) === from.start && !CLOSES.has(before.key)) return undefined;
  return { index: first, start: from.start, end: from.start + wanted.length };
}

const CLOSES = new Set([')', ']']);

/** Whether the operand that ends before `index` is the key: a name, or a row of names, and nothing else. */
function isKeyBefore(tokens: readonly Token[], index: number, key: readonly string[]): boolean {
  if (tokens[index - 1]?.key !== ')') {
    let begin = index - 1;
    while (tokens[begin - 1]?.key === '.') begin -= 2;
    return key.length === 1 && isColumn(tokens.slice(begin, index), key[0]) && begins(tokens[begin - 1]);
  }
  let open = index - 1;
  while (open >= 0 && tokens[open]?.key !== '(') open -= 1;
  const columns: Token[][] = [[]];
  for (const token of tokens.slice(open + 1, index - 1)) {
    if (token.key === ',') columns.push([]);
    else columns.at(-1)?.push(token);
  }
  const isKey = columns.length === key.length && columns.every((column, at) => isColumn(column, key[at]));
  return isKey && begins(tokens[open - 1]);
}

/** What an operand can follow; after all else the name is a part of something greater. */
const BEGINS = new Set(['where', 'and', 'or', 'not', 'on', 'when', 'having', 'row', '(']);

function begins(before: Token | undefined): boolean {
  return before !== undefined && BEGINS.has(before.key);
}

/** A column's name, qualified or not. */
function isColumn(tokens: readonly Token[], name: string | undefined): boolean {
  const isOne = tokens.every(({ kind, key }, at) => {
    return at % 2 === 0 ? kind === 'word' || kind === 'quoted-identifier' : key === '.';
  });
  return isOne && tokens.length % 2 === 1 && storedName(tokens.at(-1)?.text ?? '') === name;
}
