import { storedName } from '../names/stored-name.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';

/**
 * The table (its name without a schema) of which a statement demands that all rows are as they should be, or takes away
 * what batches write: SET NOT NULL, a constraint, a unique index, another type or name, DROP, TRUNCATE. `undefined` for
 * all else.
 */
export function demandsRows(sql: string): string | undefined {
  const tokens = new TokenList(sql);
  const keys = (from: number, ...wanted: readonly string[]) =>
    wanted.every((key, at) => tokens.at(from + at).key === key);
  if (keys(0, 'drop', 'table')) return nameAt(tokens, keys(2, 'if', 'exists') ? 4 : 2).name;
  if (keys(0, 'truncate')) return nameAt(tokens, keys(1, 'table') ? 2 : 1).name;
  if (keys(0, 'create', 'unique', 'index')) {
    const on = [...tokens].findIndex(({ key }) => key === 'on');
    return on < 0 ? undefined : nameAt(tokens, on + 1).name;
  }
  if (!keys(0, 'alter', 'table')) return undefined;
  const { name, end } = nameAt(tokens, keys(2, 'if', 'exists') ? 4 : 2);
  return isDemanding([...tokens].slice(end).map(({ key }) => key)) ? name : undefined;
}

/** Words after ADD that make a constraint. */
const CONSTRAINTS = new Set(['constraint', 'check', 'foreign', 'unique', 'primary', 'exclude']);
/** What can be dropped of a column or a table without a row being any other for it. */
const HARMLESS = new Set(['default', 'not', 'identity', 'expression', 'constraint']);

function isDemanding(actions: readonly string[]): boolean {
  return actions.some((key, at) => {
    const next = actions[at + 1] ?? '';
    switch (key) {
      case 'set':
        return (next === 'not' && actions[at + 2] === 'null') || next === 'schema';
      case 'add':
        return CONSTRAINTS.has(next);
      case 'drop':
        return !HARMLESS.has(next);
      case 'validate':
      case 'rename':
        return true;
      case 'type':
        return actions.includes('alter');
      default:
        return false;
    }
  });
}

/** The last part of a name, and where what comes after it begins. */
function nameAt(tokens: TokenList, from: number): { readonly name: string; readonly end: number } {
  let at = tokens.at(from).key === 'only' ? from + 1 : from;
  let last: Token = tokens.at(at);
  while (tokens.at(at + 1).key === '.') {
    at += 2;
    last = tokens.at(at);
  }
  return { name: storedName(last.text), end: at + 1 };
}
