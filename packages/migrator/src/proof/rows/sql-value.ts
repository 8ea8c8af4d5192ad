import type { TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';

/** A value as text (or NULL) in SQL, cast to a type as PostgreSQL prints it. */
export function sqlValue(value: string | null, type: string): string {
  return value === null ? `null::${type}` : `${quoteLiteral(value)}::${type}`;
}

/** `"schema"."table"`. */
export function sqlTable({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** `schema.table`, for people. */
export function tableLabel({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}
