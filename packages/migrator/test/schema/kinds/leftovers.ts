import type { Client } from 'pg';

const THINGS = `
  select 'schema' as kind, quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
  union all
  select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, format('%I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all
  select 'type', format('%I.%I', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.typtype in ('e', 'd') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

interface Thing {
  readonly kind: string;
  readonly name: string;
}

/** What is in the database and stays. */
export async function thingsOf(client: Client): Promise<readonly Thing[]> {
  return (await client.query<Thing>(THINGS)).rows;
}

/** Drops all but what is to stay, so that the next kind can have the database: a new one takes longer than the kind itself. */
export async function dropOthers(client: Client, kept: readonly Thing[]): Promise<void> {
  await client.query('rollback');
  const names = new Set(kept.map(({ kind, name }) => `${kind} ${name}`));
  const others = (await thingsOf(client)).filter(({ kind, name }) => !names.has(`${kind} ${name}`));
  // Sequences of columns go with their tables, and not without them.
  const last = others.filter(({ kind }) => kind === 'sequence');
  const ordered = [...others.filter(({ kind }) => kind !== 'sequence'), ...last];
  const drops = ordered.map(({ kind, name }) => `drop ${kind} if exists ${name} cascade`);
  await client.query([...drops, `drop role if exists braid_kind_role_${process.pid}`].join(';\n'));
}
