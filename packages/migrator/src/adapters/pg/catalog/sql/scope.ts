/**
 * What every part of the catalog query reads from: `scope`, the schemas in question; `member`, what belongs to
 * extensions, and the functions and casts that a range type brings along; `relation`, what `pg_class` lists of them.
 * `$1` is a JSON list of schemas to read or `null` for all, `$2` one of schemas to leave out. Schemas that belong to an
 * extension (TimescaleDB's chunks are there) are left out too.
 */
export const SCOPE = `
member as materialized (
  select classid, objid from pg_depend
  where deptype = 'e' or (deptype = 'i' and classid in ('pg_proc'::regclass, 'pg_cast'::regclass))
),
scope as materialized (
  select n.oid, n.nspname as name
  from pg_namespace n
  where n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and n.nspname not in (select jsonb_array_elements_text($2::jsonb))
    and ($1::jsonb = 'null' or n.nspname in (select jsonb_array_elements_text(nullif($1::jsonb, 'null'))))
    and not exists (select from member m where m.classid = 'pg_namespace'::regclass and m.objid = n.oid)
),
relation as materialized (
  select c.*, s.name as schema
  from pg_class c
  join scope s on s.oid = c.relnamespace
  where not exists (select from member m where m.classid = 'pg_class'::regclass and m.objid = c.oid)
)`;

/** Whether an extension owns the thing with this class and OID. */
export const isMember = (catalog: string, oid: string): string =>
  `exists (select from member m where m.classid = '${catalog}'::regclass and m.objid = ${oid})`;

/** The comment on the thing with this class and OID; not the ones that initdb wrote (OIDs below 16384). */
export const comment = (catalog: string, oid: string, column = '0'): string =>
  `(select note.description from pg_description note where note.objoid = ${oid} and note.objoid >= 16384
    and note.classoid = '${catalog}'::regclass and note.objsubid = ${column})`;

/**
 * Options (`fillfactor=70`) as a sorted list. Most things have none, and starting a subquery for each of them takes a
 * while.
 */
export const sortedList = (array: string): string =>
  `case when ${array} is not null then (select jsonb_agg(item order by item collate "C") from unnest(${array}) as item) end`;

/** The name of the tablespace, absent for the database's own. */
export const tablespace = (oid: string): string => `(select spcname from pg_tablespace where oid = ${oid})`;
