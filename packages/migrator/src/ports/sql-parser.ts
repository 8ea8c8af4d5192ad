import type { SqlNode } from '../sql-objects/sql-node.ts';

/** The parse trees of the statements of a text, or where PostgreSQL's parser stopped. */
export type ParsedSql =
  | { readonly statements: readonly SqlNode[] }
  /** `offset` in the text, in UTF-16 units. */
  | { readonly problem: string; readonly offset: number };

/** PostgreSQL's own parser. What it accepts need not run: it knows no table. */
export interface SqlParser {
  parse(sql: string): ParsedSql;
}
