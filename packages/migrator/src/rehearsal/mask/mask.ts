import { nameParts } from '../../sql/names/name-parts.ts';
import { isOneExpression } from '../../sql/text/one-expression.ts';
import { TokenList } from '../../sql/tokens/token-list.ts';

/** A column whose values must stay secret: `shop.customers.email`, perhaps with an expression that replaces them. */
export interface Mask {
  readonly schema: string | undefined;
  readonly table: string;
  readonly column: string;
  /** SQL over the columns of the table; without one, a value that fits the type. */
  readonly expression: string | undefined;
  /** As it was given. */
  readonly text: string;
}

/** Parses `[schema.]table.column[=expression]`; `undefined` when it is something else. */
export function parseMask(text: string): Mask | undefined {
  const end = endOfNames(text);
  const names = text.slice(0, end);
  const expression = end === text.length ? undefined : text.slice(end + 1).trim();
  if (!isName(names) || (expression !== undefined && !isOneExpression(expression))) return undefined;
  const parts = nameParts(names);
  const [column, table, schema] = parts.toReversed();
  if (column === undefined || table === undefined || parts.length > 3) return undefined;
  return { schema, table, column, expression, text };
}

/** The position of the first `=` outside quotes. */
function endOfNames(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === '=' && !quoted) return at;
  }
  return text.length;
}

/** Names separated by dots, and nothing else. */
function isName(text: string): boolean {
  const tokens = [...new TokenList(text)];
  return (
    tokens.length % 2 === 1 &&
    tokens.every(({ kind, key, text: word }, at) =>
      at % 2 === 1 ? key === '.' : kind === 'word' || (kind === 'quoted-identifier' && word !== '""'),
    )
  );
}
