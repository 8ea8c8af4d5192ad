import type { Client } from 'pg';

/** One revision file as plain text says it: none of Braid's own readers has a part in it. */
export interface PlainRevision {
  readonly id: string;
  readonly slice: string;
  readonly file: string;
  readonly labels: readonly string[];
  /** Ids and labels of what has to come first. */
  readonly down: readonly string[];
  /** What its upgrade sends, in as many queries as it takes. */
  readonly queries: readonly string[];
}

const listOf = (text: string, key: string): readonly string[] =>
  (new RegExp(`^(?:--|//) ${key}: *(.*)$`, 'm').exec(text)?.[1] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Reads a file; `undefined` where it is not a revision. */
export function plainRevision(slice: string, file: string, text: string): PlainRevision | undefined {
  const [id] = listOf(text, 'revision');
  if (id === undefined) return undefined;
  const down = [...listOf(text, 'revises'), ...listOf(text, 'depends-on')];
  const place = { id, slice, file, labels: listOf(text, 'branch-label'), down };
  if (file.endsWith('.ts')) {
    const [, body = ''] = /function upgrade\(([\s\S]*?)^}/m.exec(text) ?? [];
    return {
      ...place,
      queries: [...body.matchAll(/^ {2}await op\.execute\('([^']*)'\)/gm)].map(([, sql = '']) => sql),
    };
  }
  const [, options = '', section = ''] =
    /^-- migrate:upgrade(.*)\n([\s\S]*?)(?=^-- migrate:downgrade|$(?![\s\S]))/m.exec(text) ?? [];
  const isOne = !options.includes('transaction=off');
  return { ...place, queries: isOne ? [section] : section.split(/;\n/).filter((sql) => sql.trim() !== '') };
}

/** Some order in which what comes first does; `undefined` when the files allow none. */
export function linearExtension(
  revisions: readonly PlainRevision[],
  seed: number,
): readonly PlainRevision[] | undefined {
  const byName = new Map(revisions.flatMap((each) => [each.id, ...each.labels].map((name) => [name, each] as const)));
  const done = new Set<PlainRevision>();
  let state = seed;
  while (done.size < revisions.length) {
    const ready = revisions.filter(
      (each) =>
        !done.has(each) &&
        each.down.every((name) => {
          const below = byName.get(name);
          return below !== undefined && done.has(below);
        }),
    );
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const next = ready[state % ready.length];
    if (next === undefined) return undefined;
    done.add(next);
  }
  return [...done];
}

/** Its schema `public` stays, with the rights and the comment that it was made with. */
const EMPTYING = `do $$ declare statement text; begin
  drop schema if exists braid cascade;
  for statement in
    select format('drop %s if exists public.%I cascade', case relkind when 'v' then 'view' else 'table' end, relname)
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
    union all select 'drop function if exists ' || oid::regprocedure || ' cascade' from pg_proc where pronamespace = 'public'::regnamespace
    union all select format('drop type if exists public.%I cascade', typname) from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'
  loop execute statement; end loop;
end $$`;

export async function emptyDatabase(client: Client): Promise<void> {
  await client.query(EMPTYING);
}

/** Runs queries on an emptied database. @returns the first failure */
export async function runOnEmpty(client: Client, queries: readonly string[]): Promise<string | undefined> {
  await emptyDatabase(client);
  for (const sql of queries) {
    try {
      await client.query(sql);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      return `${error instanceof Error ? error.message : String(error)} in: ${sql}`;
    }
  }
  return undefined;
}

/** Names of constraints and the order of columns are left out: both depend on how something came to be. */
const DESCRIBE = `
  select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
  union all select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
  union all select 'index ' || tablename || ' ' || regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON')
    from pg_indexes where schemaname = 'public'
  union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
  union all select 'enum ' || t.typname || ' ' || string_agg(e.enumlabel, ',' order by e.enumsortorder)
    from pg_type t join pg_enum e on e.enumtypid = t.oid where t.typnamespace = 'public'::regnamespace group by t.typname
  union all select 'function ' || proname || ' ' || prosrc from pg_proc where pronamespace = 'public'::regnamespace
  order by 1`;

/** What a database has, a line each, read by queries of our own. */
export async function describeDatabase(client: Client): Promise<readonly string[]> {
  return (await client.query<{ line: string }>(DESCRIBE)).rows.map(({ line }) => line.replace(/\s+/g, ' '));
}

/** All rows, in no order. */
export async function rowLines(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ rows: string }>(
    `select relname || query_to_xml(format('select to_jsonb(t) as row from public.%I t order by 1', relname), true, true, '')::text as rows
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  return rows.map((each) => each.rows);
}

export function unlike(one: readonly string[], other: readonly string[]): readonly string[] {
  return [
    ...one.filter((line) => !other.includes(line)).map((line) => `- ${line}`),
    ...other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`),
  ];
}
