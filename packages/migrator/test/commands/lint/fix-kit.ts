import { catalogOf, differences } from '../../support/catalog-of.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { type Feature, feature } from '../amend/amend-kit.ts';

/** A revision of the workspace: its upgrade and its downgrade. */
export interface Written {
  readonly id: string;
  readonly up: string;
  readonly down: string;
  /** Options of the downgrade's marker. */
  readonly options?: string;
}

/** A slice `shop` without a schema: the first revision is on main, the others are on a branch and not committed. */
export async function shop(base: string, revisions: readonly Written[]): Promise<Feature> {
  const it = await feature({});
  it.write('features/shop/slice.json', JSON.stringify({ label: 'shop', schema: null }));
  it.write(
    'features/shop/migrations/a1.sql',
    `-- revision: a1\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\n${base}\n\n-- migrate:downgrade irreversible="the first"\n`,
  );
  it.write('features/shop/migrations/snapshots/.keep', '');
  it.commit();
  it.git('checkout', '-qb', 'feature');
  let below = 'a1';
  for (const { id, up, down, options } of revisions) {
    it.write(
      `features/shop/migrations/${id}.sql`,
      `-- revision: ${id}\n-- revises: ${below}\n-- message: ${id}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade${options === undefined ? '' : ` ${options}`}\n${down}\n`,
    );
    below = id;
  }
  return it;
}

interface Built {
  readonly database: FreshDatabase;
  readonly up: Left;
  readonly down: Left;
}

interface Left {
  readonly catalog: Awaited<ReturnType<typeof catalogOf>>;
  readonly rows: string;
}

/** Builds the history on a database of its own, with rows put in above `a1`, and reverts it to there. */
export async function built(it: Feature, rows: string, to = 'a1'): Promise<Built> {
  const database = await freshDatabase();
  const run = async (...args: readonly string[]): Promise<void> => {
    const { exitCode, stderr, stdout } = await it.migrate(...args, '--yes', '--url', database.url);
    if (exitCode !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
  };
  await run('upgrade', 'a1');
  await database.query(rows);
  await run('upgrade', 'heads');
  const up = await left(database);
  await run('downgrade', to);
  return { database, up, down: await left(database) };
}

/** What is there now. */
export async function left(database: FreshDatabase): Promise<Left> {
  const client = await database.connect();
  const catalog = await catalogOf(client);
  const { rows: tables } = await client.query<{ path: string }>(
    "select c.oid::regclass::text as path from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm') and n.nspname in ('public', 'app') order by 1",
  );
  const lines: string[] = [];
  for (const { path } of tables) {
    // Columns in the order of their names: one that was made anew is the last.
    const { rows } = await client.query<{ line: string }>(
      `select (select json_object_agg(key, value order by key)::text from json_each(row_to_json(t))) as line from ${path} t`,
    );
    lines.push(...rows.map(({ line }) => `${path} ${line}`).sort());
  }
  return { catalog, rows: lines.join('\n') };
}

/** What differs between two builds, up and down; empty when nothing does. */
export function unlike(one: Built, other: Built): string {
  return (['up', 'down'] as const)
    .flatMap((direction) => [
      differences(one[direction].catalog, other[direction].catalog),
      one[direction].rows === other[direction].rows ? '' : `${one[direction].rows}\n≠\n${other[direction].rows}`,
    ])
    .filter((each) => each !== '')
    .join('\n');
}
