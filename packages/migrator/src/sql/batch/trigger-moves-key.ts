import { storedName } from '../names/stored-name.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';
import { writesKey } from './writes-key.ts';

/** A function of a trigger on the table, as the catalog has it. */
export interface TriggerFunction {
  /** `plpgsql`, `sql`, `c`. */
  readonly language: string;
  readonly source: string;
  /** It runs before the row is updated, and may change it. */
  readonly isBefore: boolean;
}

/** What a statement of PL/pgSQL can follow. */
const BEGINS = new Set([';', 'begin', 'then', 'else', 'loop', 'exception']);
/** Of which an expression after RETURN is made when it gives the row back as it is. */
const SAME_ROW = new Set(['new', 'old', 'null', 'coalesce', '(', ')', ',']);

/**
 * Whether a trigger changes the key of rows that are updated, so that batches would meet them again, or never.
 * `unknown` of another language than PL/pgSQL, and where the row that is returned is made by an expression.
 */
export function triggerMovesKey(
  { language, source, isBefore }: TriggerFunction,
  table: string,
  key: readonly string[],
): boolean | 'unknown' {
  // What PostgreSQL itself brings changes texts to search and suppresses updates.
  if (language === 'internal') return false;
  if (language !== 'plpgsql') return 'unknown';
  if (writesKey(source, table, key) !== undefined) return true;
  if (!isBefore) return false;
  const tokens = [...new TokenList(source)];
  if (tokens.some((_, at) => assignsKey(tokens, at, new Set(key)))) return true;
  return tokens.some(({ key: word }, at) => word === 'return' && !returnsSameRow(tokens, at + 1)) ? 'unknown' : false;
}

/** `new.id := …`, `select … into new.id`, or the whole row. */
function assignsKey(tokens: readonly Token[], at: number, names: ReadonlySet<string>): boolean {
  if (tokens[at]?.key !== 'new') return false;
  const isField = tokens[at + 1]?.key === '.';
  if (isField && !names.has(storedName(tokens[at + 2]?.text ?? ''))) return false;
  const after = tokens[at + (isField ? 3 : 1)];
  const before = tokens[at - 1]?.key ?? ';';
  if (before === 'into' || (before === 'strict' && tokens[at - 2]?.key === 'into')) return true;
  if (before === ',' && intoBefore(tokens, at)) return true;
  return after?.key === ':' || (after?.key === '=' && BEGINS.has(before));
}

/** Whether a list of targets of INTO continues here: `into a, new.id`. */
function intoBefore(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.key === 'into') return true;
    const isName = token?.kind === 'word' || token?.kind === 'quoted-identifier';
    if (!isName && token?.key !== ',' && token?.key !== '.') return false;
    if (token?.key === 'select' || token?.key === 'from') return false;
  }
  return false;
}

function returnsSameRow(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length; at += 1) {
    const key = tokens[at]?.key ?? '';
    if (key === ';') return true;
    if (!SAME_ROW.has(key)) return false;
  }
  return true;
}
