/**
 * What every query reads from: `relation`, what `pg_class` lists in schemas of people. `$1` is Braid's own schema. What
 * belongs to extensions, and temporary tables, are left out. Sizes come from `relpages`: asking for those of the files
 * takes a lock on each table, behind which a migration may be waiting.
 */
export const SCOPE = `
member as materialized (
  select classid, objid from pg_depend
  where deptype = 'e' and classid in ('pg_class'::regclass, 'pg_namespace'::regclass)
),
relation as materialized (
  select c.*, n.nspname as schema
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> $1 and c.relpersistence <> 't'
    and not exists (select from member m where m.classid = 'pg_namespace'::regclass and m.objid = n.oid)
    and not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
)`;

/** The bytes of that many pages. */
export const pages = (count: string): string => `(${count})::float8 * current_setting('block_size')::int`;
