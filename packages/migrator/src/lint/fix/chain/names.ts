import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { type SqlNode, text } from '../../../sql-objects/sql-node.ts';

/** A relation as SQL names it, with its schema only if one is given. */
export function sqlName(schema: string, name: string): string {
  return [...(schema === '' ? [] : [schema]), name].map(quoteIdentifier).join('.');
}

/** The relation of a `RangeVar`, with its schema if the statement gives one. */
export function rangeName(range: SqlNode): string {
  return sqlName(text(range, 'schemaname'), text(range, 'relname'));
}

export function columnList(columns: readonly string[]): string {
  return columns.map(quoteIdentifier).join(', ');
}
