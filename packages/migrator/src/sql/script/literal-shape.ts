import { Tokenizer } from '../tokens/tokenizer.ts';

/** What is between the literals of rows, and at their end as pg_dump writes it. */
const BETWEEN = new Set(['null', 'true', 'false', 'default', 'b', 'x', 'n', 'on', 'conflict', 'do', 'nothing']);
const SYMBOLS = new Set(['(', ')', ',', '-', '+']);

/**
 * The same for two `INSERT … VALUES` that differ in nothing but the literals of their rows: all that is known of one is
 * true of the other. `undefined` for every other statement.
 */
export function literalShape(sql: string): string | undefined {
  const tokens = new Tokenizer(sql);
  tokens.next();
  if (!tokens.is('insert')) return undefined;
  let shape: string | undefined;
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    if (shape === undefined) {
      // Words only: a string is a name of something in no part of it before the rows.
      if (tokens.is('values')) shape = sql.slice(0, tokens.end).replaceAll(/\s+/g, ' ');
      continue;
    }
    const isLiteral = kind === 'string' || kind === 'number';
    if (isLiteral || (kind === 'symbol' && SYMBOLS.has(tokens.text))) continue;
    if (kind !== 'word' || !BETWEEN.has(tokens.text.toLowerCase())) return undefined;
  }
  return shape;
}
