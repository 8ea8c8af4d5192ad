import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/** A statement to write, with comments to read before it. */
export interface DraftStatement {
  readonly sql: string;
  /** Lines of the comment above the statement. */
  readonly comment?: readonly string[];
}

/** A name in SQL: `"app"."orders"`, without the schema if that is `public`, as drizzle-kit writes it. */
export function qualifiedName(schema: string, name: string): string {
  return schema === 'public' || schema === ''
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
