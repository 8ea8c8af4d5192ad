import type { Client } from 'pg';
import type { StopSignal } from '../../execute/stop-signal.ts';
import type { TableName } from '../../ports/development/tables-with-rows.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { copyRows } from '../rehearsal/copy/copy-rows.ts';

/** Copies rows and sequences from one database to another, and refreshes its materialized views; see `Rebuild.copy`. */
export async function copyTables(
  source: Client,
  target: Client,
  tables: readonly TableName[],
  stop: StopSignal,
): Promise<void> {
  await source.query('begin isolation level repeatable read read only');
  await target.query('begin');
  // Fires no triggers and checks no foreign keys, so the order of tables does not matter: the source satisfies them.
  await target.query("set local session_replication_role = 'replica'");
  for (const table of tables) await target.query(`delete from only ${nameOf(table)}`);
  for (const table of tables) {
    const columns = (await columnsOf(source, table)).map(quoteIdentifier).join(', ');
    if (columns === '') continue;
    const out = `copy (select ${columns} from only ${nameOf(table)}) to stdout`;
    await copyRows(source, out, target, `copy ${nameOf(table)} (${columns}) from stdin`, stop);
  }
  const { rows: sequences } = await source.query<{ schema: string; name: string; value: string }>(
    'select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences where last_value is not null',
  );
  for (const { value, ...sequence } of sequences) {
    const name = nameOf(sequence);
    const { rows } = await target.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
    if (rows[0]?.there === true) await target.query('select setval($1::regclass, $2, true)', [name, value]);
  }
  // Made while there were no rows; those that select from others came after them.
  const { rows: views } = await target.query<TableName>(
    `select nspname::text as schema, relname::text as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where relkind = 'm' and relispopulated order by c.oid`,
  );
  for (const view of views) await target.query(`refresh materialized view ${nameOf(view)}`);
  await target.query('commit');
  await source.query('rollback');
}

/** The columns to copy: generated ones are computed again. */
async function columnsOf(client: Client, table: TableName): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0
      and not attisdropped and attgenerated = '' order by attnum`,
    [nameOf(table)],
  );
  return rows.map(({ name }) => name);
}

export function nameOf({ schema, name }: TableName): string {
  return [schema, name].map(quoteIdentifier).join('.');
}
