import type { TableName } from '../../ports/development/tables-with-rows.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { ownLimits } from './connection/own-limits.ts';
import { takeClient } from './connection/take-client.ts';
import type { ConnectOptions } from './reach/connect.ts';

/** See `TablesWithRows`. */
export async function tablesWithRows(
  options: ConnectOptions,
  tables: readonly TableName[],
): Promise<readonly TableName[]> {
  if (tables.length === 0) return [];
  const { client, release } = await takeClient(options);
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const limit of ownLimits(10_000, 60_000)) await client.query(limit);
    const found: TableName[] = [];
    for (const table of tables) {
      const name = [table.schema, table.name].map(quoteIdentifier).join('.');
      const { rows: there } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
        name,
      ]);
      if (there[0]?.there !== true) continue;
      const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${name}) as filled`);
      if (rows[0]?.filled === true) found.push(table);
    }
    await client.query('rollback');
    return found;
  } finally {
    await release();
  }
}
