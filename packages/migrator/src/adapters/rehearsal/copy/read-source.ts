import type { Client } from 'pg';
import type { SourceColumn, SourceForeignKey, SourceTable } from '../../../rehearsal/source-table.ts';

/** What a copy has to know about the source before rows are copied. */
export interface SourceFacts {
  readonly tables: readonly SourceTable[];
  /** Tables of extensions, unlogged ones of a standby and the like: their rows are not copied. */
  readonly leftOut: readonly string[];
}

/** Of a sequence that was used. */
export interface SequenceValue {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly pages: number;
  readonly persistence: string;
  readonly columns: readonly SourceColumn[] | null;
  readonly keys: readonly SourceForeignKey[] | null;
}

/** Names of types and operators, as they read with `search_path = pg_catalog, public`. */
export const SEARCH_PATH = 'pg_catalog, public';

/** The tables of a database whose rows can be copied, with columns and foreign keys. */
export async function readSourceTables(client: Client): Promise<SourceFacts> {
  const { rows } = await client.query<TableRow>(TABLES);
  const { rows: recovery } = await client.query<{ standby: boolean }>(
    'select pg_catalog.pg_is_in_recovery() as standby',
  );
  const isStandby = recovery[0]?.standby === true;
  const leftOut: string[] = [];
  const tables = rows.flatMap(({ schema, name, rows: count, pages, persistence, columns, keys }) => {
    if (persistence === 'u' && isStandby) {
      leftOut.push(`the rows of ${schema}.${name}: a standby does not have those of unlogged tables`);
      return [];
    }
    return [{ schema, name, rows: count < 0 ? null : count, pages, columns: columns ?? [], foreignKeys: keys ?? [] }];
  });
  return { tables, leftOut };
}

const TABLES = `select n.nspname::text as schema, c.relname::text as name, c.reltuples::float8 as rows, c.relpages::int4 as pages,
c.relpersistence::text as persistence,
(select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'baseType', b.typname, 'category', t.typcategory,
  'length', case when b.typname in ('varchar', 'bpchar') and m.typmod > 4 then m.typmod - 4 end,
  'notNull', a.attnotnull or (t.typtype = 'd' and t.typnotnull)) order by a.attnum)
  from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end,
  lateral (select case t.typtype when 'd' then t.typtypmod else a.atttypmod end as typmod) m
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
(select json_agg(json_build_object(
  'columns', (select json_agg(a.attname order by u.at) from unnest(k.conkey) with ordinality u (attnum, at) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
  'parent', json_build_object('schema', pn.nspname, 'name', p.relname),
  'parentColumns', (select json_agg(a.attname order by u.at) from unnest(k.confkey) with ordinality u (attnum, at) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum),
  'operators', (select json_agg(format('operator(%I.%s)', om.nspname, o.oprname) order by u.at) from unnest(k.conpfeqop) with ordinality u (operator, at) join pg_operator o on o.oid = u.operator join pg_namespace om on om.oid = o.oprnamespace)) order by k.conname)
  from pg_constraint k join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace where k.conrelid = c.oid and k.contype = 'f') as keys
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relpersistence <> 't'
and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
order by n.nspname, c.relname`;

/** The positions of the sequences that have returned values. */
export async function readSequences(client: Client): Promise<readonly SequenceValue[]> {
  const { rows } = await client.query<SequenceValue>(
    `select schemaname::text as schema, sequencename::text as name, last_value::text as value from pg_sequences where last_value is not null`,
  );
  return rows;
}

/** Names of roles, except PostgreSQL's own. */
export async function readRoles(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select rolname::text as name from pg_catalog.pg_roles where rolname !~ '^pg_' order by 1`,
  );
  return rows.map(({ name }) => name);
}

export async function readExtensions(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select extname::text as name from pg_catalog.pg_extension');
  return rows.map(({ name }) => name);
}

export async function countLargeObjects(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int4 as count from pg_catalog.pg_largeobject_metadata',
  );
  return rows[0]?.count ?? 0;
}
