import pg from 'pg';
import { catalogOf, differences } from '../../../../packages/migrator/test/support/catalog-of.ts';

export interface LeftBehind {
  readonly catalog: Awaited<ReturnType<typeof catalogOf>>;
  /** By table: how many rows, and a sum over all of them. */
  readonly rows: ReadonlyMap<string, string>;
}

/** @param volatile a column of which only is read that all have a value, and each another one */
export async function leftBehind(url: string, volatile = ''): Promise<LeftBehind> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    // Columns in the order of their names: one that was made anew is the last of its table.
    const { rows: tables } = await client.query<{ name: string; columns: string; has: boolean }>(
      `select c.oid::regclass::text as name, bool_or(a.attname = $1) as has,
         string_agg(format('t.%I', a.attname), ', ' order by a.attname) filter (where a.attname <> $1) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'm') and c.relnamespace = 'public'::regnamespace group by c.oid order by 1`,
      [volatile],
    );
    const rows = new Map<string, string>();
    for (const { name, columns, has } of tables) {
      const others = has ? `, count(${volatile}), count(distinct ${volatile})` : '';
      const { rows: found } = await client.query({
        text: `select count(*), sum(hashtextextended(row(${columns})::text, 0)::numeric)${others} from ${name} t`,
        rowMode: 'array',
      });
      rows.set(name, found.map((cells) => cells.join(' ')).join());
    }
    return { catalog: await catalogOf(client), rows };
  } finally {
    await client.end();
  }
}

/** What differs, a line each; nothing where all is the same. */
export function unlike(one: LeftBehind, other: LeftBehind): readonly string[] {
  const catalog = differences(one.catalog, other.catalog);
  const names = new Set([...one.rows.keys(), ...other.rows.keys()]);
  return [
    ...(catalog === '' ? [] : catalog.split('\n')),
    ...[...names]
      .filter((name) => one.rows.get(name) !== other.rows.get(name))
      .map((name) => `rows of ${name}: ${one.rows.get(name)} and ${other.rows.get(name)}`),
  ];
}
