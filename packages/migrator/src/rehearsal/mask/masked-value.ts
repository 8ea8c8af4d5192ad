import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import type { SourceColumn } from '../source-table.ts';

/**
 * What replaces the values of a column without an expression. Texts become hashes: equal texts stay equal, also across
 * tables, and different ones stay different. All other values become NULL, or one and the same value where NULL is not
 * allowed. `undefined` where none is known.
 */
export function maskedValue(column: SourceColumn, salt: string): string | undefined {
  const { name, type, baseType, category, length, notNull } = column;
  const given = quoteIdentifier(name);
  const hash = `pg_catalog.md5(${quoteLiteral(salt)} operator(pg_catalog.||) ${given}::pg_catalog.text)`;
  if (category === 'S') {
    const cut = length === null || length >= 32 ? hash : `pg_catalog.left(${hash}, ${length})`;
    return `(${cut})::${type}`;
  }
  if (baseType === 'uuid') return `(${hash})::${type}`;
  if (!notNull) return `null::${type}`;
  const value = BY_TYPE[baseType] ?? BY_CATEGORY[category];
  return value === undefined ? undefined : `${value}::${type}`;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  json: "'{}'",
  jsonb: "'{}'",
  bytea: "''",
  xml: "'<masked/>'",
  interval: "'0'",
  time: "'00:00'",
  timetz: "'00:00+00'",
  macaddr: "'00:00:00:00:00:00'",
  macaddr8: "'00:00:00:00:00:00:00:00'",
};

/** Arrays, booleans, dates and times, network addresses, numbers, intervals. */
const BY_CATEGORY: Readonly<Record<string, string>> = {
  A: "'{}'",
  B: 'false',
  D: "'2000-01-01'",
  I: "'0.0.0.0'",
  N: '0',
};
