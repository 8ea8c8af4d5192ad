import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/**
 * What a partition is told by its comment before it is detached to be dropped. Detaching and dropping take two
 * transactions; where the first one was the last thing that happened, the comment says what is still to be done.
 */
export function expiredMark(schema: string, table: string, bound: string): string {
  return `${expiredMarkPrefix(schema, table)}${bound}`;
}

/** How the comments begin of all partitions of a table that are being dropped. */
export function expiredMarkPrefix(schema: string, table: string): string {
  const path = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  return `"migrate partitions ensure --retain" drops this partition of ${path}: `;
}
