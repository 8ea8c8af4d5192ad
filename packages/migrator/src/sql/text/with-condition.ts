import { type Token, TokenList } from '../tokens/token-list.ts';

/** An `UPDATE` or `DELETE` for those of its rows only for which this holds, too. */
export function withCondition(sql: string, condition: string): string {
  const outer = outermost([...new TokenList(sql)]);
  const where = outer.find(({ key }) => key === 'where');
  const returning = outer.find(({ key }) => key === 'returning');
  const end = returning?.start ?? sql.length;
  const rest = returning === undefined ? '' : ` ${sql.slice(end)}`;
  if (where === undefined) return `${sql.slice(0, end).trimEnd()} WHERE ${condition}${rest}`;
  const given = sql.slice(where.start + where.text.length, end).trim();
  // A comment at the end of a line would take the parenthesis with it.
  return `${sql.slice(0, where.start)}WHERE ${condition} AND (${given}${given.includes('--') ? '\n' : ''})${rest}`;
}

/** Tokens outside parentheses. */
function outermost(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.filter(({ key }) => {
    if (key === ')' || key === ']') depth -= 1;
    const isOuter = depth === 0;
    if (key === '(' || key === '[') depth += 1;
    return isOuter;
  });
}
