import { storedName } from '../names/stored-name.ts';
import { type Token, TokenList } from '../tokens/token-list.ts';

/**
 * The offset at which an UPDATE of `table` (its name without a schema) in the statement, or the DO UPDATE of an INSERT
 * into it, sets one of these columns. A row whose key moves would be met again, or never.
 */
export function writesKey(sql: string, table: string, key: readonly string[]): number | undefined {
  const tokens = [...new TokenList(sql)];
  const names = new Set(key);
  for (const [index, token] of tokens.entries()) {
    if (token.key !== 'set' || !isOf(tokens, index, table)) continue;
    const written = targets(tokens, index + 1).find(({ text }) => names.has(storedName(text)));
    if (written !== undefined) return written.start;
  }
  return undefined;
}

/** Whether the SET belongs to `update table`, `insert into table` or `merge into table`: the nearest one before it. */
function isOf(tokens: readonly Token[], set: number, table: string): boolean {
  for (let at = set - 1; at >= 0; at -= 1) {
    const key = tokens[at]?.key;
    if (key !== 'update' && key !== 'into') continue;
    // `do update set`, `then update set`: the table was named before.
    if (at === set - 1) continue;
    let name = at + 1;
    if (tokens[name]?.key === 'only') name += 1;
    while (tokens[name + 1]?.key === '.') name += 2;
    return storedName(tokens[name]?.text ?? '') === table;
  }
  return false;
}

/** Ends a list of assignments when it is outside parentheses. */
const ENDS = new Set(['from', 'where', 'returning', ';', 'when']);

/** The names that are assigned to. */
function targets(tokens: readonly Token[], from: number): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  let isTarget = true;
  for (const token of tokens.slice(from)) {
    if (token.key === '(') depth += 1;
    else if (token.key === ')') depth -= 1;
    if (depth < 0 || (depth === 0 && ENDS.has(token.key))) break;
    if (depth === 0 && token.key === '=') isTarget = false;
    else if (depth === 0 && token.key === ',') isTarget = true;
    else if (isTarget && (token.kind === 'word' || token.kind === 'quoted-identifier')) found.push(token);
  }
  return found;
}
