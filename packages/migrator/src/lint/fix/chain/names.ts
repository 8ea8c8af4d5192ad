import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { type SqlNode, text } from '../../../sql-objects/sql-node.ts';

/** A relation as SQL names it; with the schema only where there is one. */
export function sqlName(schema: string, name: string): string {
  return [...(schema === '' ? [] : [schema]), name].map(quoteIdentifier).join('.');
}

/** The relation of a `RangeVar`, with the schema that the statement gives it. */
export function rangeName(range: SqlNode): string {
  return sqlName(text(range, 'schemaname'), text(range, 'relname'));
}

export function columnList(columns: readonly string[]): string {
  return columns.map(quoteIdentifier).join(', ');
}
