import { type Token, TokenList } from '../tokens/token-list.ts';

/** An `ALTER TABLE` in two: what each of its actions needs before it, and the actions, as written. */
export interface AlterTableActions {
  /** `alter table only app.orders`. */
  readonly head: string;
  readonly actions: readonly string[];
}

/** The actions of an `ALTER TABLE`, which commas outside parentheses part; `undefined` for all else. */
export function alterTableActions(sql: string): AlterTableActions | undefined {
  const tokens = [...new TokenList(sql)];
  const begin = beginOfActions(tokens);
  const first = begin === undefined ? undefined : tokens[begin];
  if (begin === undefined || first === undefined) return undefined;
  const actions: string[] = [];
  let [from, end, depth] = [first.start, first.start, 0];
  for (const { key, start, text } of tokens.slice(begin)) {
    if (key === ')' || key === ']') depth -= 1;
    if (key === '(' || key === '[') depth += 1;
    if (key === ',' && depth === 0) {
      actions.push(sql.slice(from, end).trim());
      from = start + text.length;
    }
    // Without a comment after it, which would take along what is written after the action.
    end = start + text.length;
  }
  return { head: sql.slice(0, endOf(tokens[begin - 1])), actions: [...actions, sql.slice(from, end).trim()] };
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : token.start + token.text.length;
}

/** `ALTER TABLE [IF EXISTS] [ONLY] name [*]`: the place of what comes after it. */
function beginOfActions(tokens: readonly Token[]): number | undefined {
  const is = (at: number, key: string): boolean => tokens[at]?.key === key;
  if (!is(0, 'alter') || !is(1, 'table')) return undefined;
  let at = 2;
  if (is(at, 'if') && is(at + 1, 'exists')) at += 2;
  const isOnly = is(at, 'only');
  if (isOnly) at += 1;
  const isGrouped = isOnly && is(at, '(');
  if (isGrouped) at += 1;
  at += 1;
  while (is(at, '.')) at += 2;
  if (is(at, isGrouped ? ')' : '*')) at += 1;
  return at < tokens.length ? at : undefined;
}
