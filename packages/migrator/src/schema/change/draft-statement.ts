import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/** A statement that is to be written, with what people should read before it. */
export interface DraftStatement {
  readonly sql: string;
  /** Lines of a comment that is above the statement. */
  readonly comment?: readonly string[];
}

/** A name in SQL: `"app"."orders"`, and without the schema where that is `public`, as drizzle-kit writes it. */
export function qualifiedName(schema: string, name: string): string {
  return schema === 'public' || schema === ''
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
