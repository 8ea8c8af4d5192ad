import type { QueryResult, QueryResultRow } from 'pg';
import type { CatalogQuery } from '../catalog/catalog-query.ts';

interface Client {
  query<Row extends QueryResultRow>(sql: string, params?: unknown[]): Promise<QueryResult<Row>>;
}

/** A session inside a transaction that reads. */
export interface HealthSession {
  readonly query: CatalogQuery;
  /** The rows of one statement, as it names their columns. */
  rows<Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same for a statement that may fail: then why, and the transaction continues. */
  tryRows<Row extends object>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Row[] } | { readonly why: string }>;
}

export function healthSession(client: Client): HealthSession {
  const rows = async <Row extends object>(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await client.query<Row & QueryResultRow>(sql, params.slice())).rows;
  return {
    rows,
    query: (sql, params) => rows<Readonly<Record<string, unknown>>>(sql, params),
    async tryRows<Row extends object>(sql: string, params: readonly unknown[] = []) {
      await client.query('savepoint look');
      try {
        const found = await rows<Row>(sql, params);
        await client.query('release savepoint look');
        return { rows: found };
      } catch (error) {
        // A session that is gone cannot roll back, and that error counts.
        await client.query('rollback to savepoint look');
        return { why: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
