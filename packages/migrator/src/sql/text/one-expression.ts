import { TokenList } from '../tokens/token-list.ts';

/** Whether a text can be between parentheses: something is there, all is closed, and no statement ends in it. */
export function isOneExpression(sql: string): boolean {
  let depth = 0;
  let count = 0;
  for (const { kind, key } of new TokenList(sql)) {
    if (kind === 'unterminated' || key === ';') return false;
    count += 1;
    if (key === '(') depth += 1;
    if (key === ')') depth -= 1;
    if (depth < 0) return false;
  }
  // A comment to the end of the line would take the parenthesis after it along.
  return count > 0 && depth === 0 && !/--[^\n]*$/.test(sql);
}

/** Whether an expression has a query in it, which `USING` refuses. */
export function hasQuery(sql: string): boolean {
  return [...new TokenList(sql)].some(({ key }) => key === 'select' || key === 'values' || key === 'with');
}
