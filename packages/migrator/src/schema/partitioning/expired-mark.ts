import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/**
 * The comment on a partition that is detached in order to be dropped. Detaching and dropping take two transactions; if
 * the process dies between them, the comment shows what is left to do.
 */
export function expiredMark(schema: string, table: string, bound: string): string {
  return `${expiredMarkPrefix(schema, table)}${bound}`;
}

/** The beginning of the comments on all partitions of a table that are being dropped. */
export function expiredMarkPrefix(schema: string, table: string): string {
  const path = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  return `"migrate partitions ensure --retain" drops this partition of ${path}: `;
}
