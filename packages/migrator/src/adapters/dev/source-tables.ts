import type { Client } from 'pg';
import type { TableName } from '../../ports/development/tables-with-rows.ts';

const OWN = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', $1)";

/** The tables of a database, including partitions and partitioned tables. */
export async function sourceTables(client: Client, stateSchema: string): Promise<readonly TableName[]> {
  const { rows } = await client.query<TableName>(
    `select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${OWN} order by 1, 2`,
    [stateSchema],
  );
  return rows;
}

export async function sourceReferences(client: Client, stateSchema: string) {
  const { rows } = await client.query<{ schema: string; name: string; to_schema: string; to_name: string }>(
    `select n.nspname::text as schema, c.relname::text as name, tn.nspname::text as to_schema, t.relname::text as to_name
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
      where k.contype = 'f' and ${OWN}`,
    [stateSchema],
  );
  return rows.map(({ schema, name, to_schema, to_name }) => ({
    from: { schema, name },
    to: { schema: to_schema, name: to_name },
  }));
}
