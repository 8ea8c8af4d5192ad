import type { Client } from 'pg';
import { shownName } from '../../../sql/names/shown-name.ts';
import { PROBE_SCHEMA } from './probe.ts';

export interface Relation {
  readonly schema: string;
  readonly name: string;
  /** `public.orders`. */
  readonly shown: string;
  readonly kind: string;
  /** `0` where it has none. */
  readonly file: number;
  readonly bytes: number;
  /** OID of the table of an index. */
  readonly table: number | null;
}

/** What is in the database at one moment, and how far its log is. */
export interface Moment {
  readonly relations: ReadonlyMap<number, Relation>;
  readonly bytes: number;
  /** Bytes of WAL since the beginning of the cluster. */
  readonly wal: number;
}

interface Row extends Omit<Relation, 'shown'> {
  readonly oid: number;
}

/** Looks at all relations but those of PostgreSQL and of Braid. */
export async function readMoment(client: Client, stateSchema: string): Promise<Moment> {
  const { rows } = await client.query<Row>(
    `select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name, c.relkind::text as kind,
coalesce(pg_relation_filenode(c.oid), 0)::int8::float8 as file,
case when c.relkind in ('r', 'i', 'm', 't') then coalesce(pg_relation_size(c.oid), 0) else 0 end::float8 as bytes, i.indrelid::int8::float8 as table
from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid
where c.relkind in ('r', 'p', 'm', 'v', 'f', 'i', 'I') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', $1, $2)`,
    [stateSchema, PROBE_SCHEMA],
  );
  const { rows: totals } = await client.query<{ bytes: number; wal: number }>(
    `select pg_database_size(current_database())::float8 as bytes, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal`,
  );
  return {
    relations: new Map(rows.map(({ oid, ...rest }) => [oid, { ...rest, shown: shownName(rest) }])),
    bytes: totals[0]?.bytes ?? 0,
    wal: totals[0]?.wal ?? 0,
  };
}
