import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { feature } from '../../commands/amend/amend-kit.ts';
import { shop as shopOnBranch } from '../../commands/lint/fix-kit.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate } from '../../support/run-migrate.ts';
import { longTest } from '../../support/sample.ts';
import { openTerminal } from '../../support/terminal/open-terminal.ts';
import { type ShopRevision, shop } from './shop.ts';
import { story, storyOfJob, WIDTHS } from './story.ts';

const ITEMS: readonly ShopRevision[] = [
  { id: 'a1', message: 'items', up: 'create table items (id int primary key, n int);', down: 'drop table items;' },
];

const FILL: ShopRevision = {
  id: 'b1',
  message: 'fill n',
  notes: ['background: true'],
  options: 'batch="items(id)" batch-size=1000',
  up: 'update items set n = 1 where id > :from and id <= :to;',
  down: 'update items set n = id;',
};

/** Rows for the environment `development`. */
function seeded(root: string): void {
  const file = join(root, 'features/shop/seeds/1_demo.sql');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '-- environments: development\ninsert into items values (1, 2) on conflict do nothing;\n');
}

async function tenants() {
  const database = await freshDatabase();
  await database.query('create schema tenant_a; create schema tenant_b');
  await database.query(
    "create table tenants as select 't' || n as id, 'tenant_' || n as schema from unnest('{a,b,c}'::text[]) n",
  );
  const source = { query: 'select id, schema from tenants' };
  return { ...database, cwd: shop(ITEMS, { fleets: { tenants: { source } } }), env: { DATABASE_URL: database.url } };
}

describe.each(WIDTHS)('in %i columns', (columns) => {
  test('seeds: what is new, what ran, and nothing the second time', async () => {
    const { url } = await freshDatabase();
    const cwd = shop(ITEMS, { environments: { development: { urlVariable: 'DEVELOPMENT' } } });
    seeded(cwd);
    const env = { DEVELOPMENT: url };
    await runMigrate(['upgrade', '--env', 'development'], { cwd, env });
    for (const [name, exitCode, ...args] of [
      ['seed-check', 3, '--check'],
      ['seed', 0],
      ['seed-again', 0],
    ] as const) {
      const { end } = story(['seed', ...args, '--env', 'development'], { cwd, columns, env });
      expect(await end(name)).toMatchObject({ exitCode });
    }
  });

  test('stats of a database, and where they are written', async () => {
    const { url, query } = await freshDatabase();
    await query('create table items (id int primary key); insert into items select generate_series(1, 1000); analyze');
    const { end } = story(['stats', '--interval', '1s', '--out', 'stats.json'], {
      cwd: shop([]),
      columns,
      env: { DATABASE_URL: url },
    });
    expect(await end('stats')).toMatchObject({ exitCode: 0 });
  });

  test('a fleet: its plan, a tenant that is made, and where all of them are', async () => {
    const { cwd, env } = await tenants();
    for (const [name, ...args] of [
      ['fleet-plan', 'plan', 'tenants'],
      ['fleet-provision', 'provision', 'tenants', 'tc'],
      ['fleet-status', 'status', 'tenants'],
    ] as const) {
      const { end } = story(['fleet', ...args], { cwd, columns, env });
      expect(await end(name)).toMatchObject({ exitCode: 0 });
    }
  });

  test('batches that wait for a worker, and the worker', async () => {
    const { url, query } = await freshDatabase();
    const [cwd, env] = [shop([...ITEMS, FILL]), { DATABASE_URL: url }];
    await runMigrate(['upgrade', 'a1'], { cwd, env });
    await query('insert into items select n from generate_series(1, 5000) n; analyze items');
    for (const [name, ...args] of [
      ['detach', 'upgrade', 'heads', '--detach'],
      ['batches-list', 'batches'],
      ['batches-work', 'batches', 'work'],
      ['batches-none', 'batches'],
    ] as const) {
      const { end } = story(args, { cwd, columns, env });
      expect(await end(name)).toMatchObject({ exitCode: 0 });
    }
    expect(await query('select count(*)::int as n from items where n = 1')).toEqual([{ n: 5000 }]);
  });

  longTest('amend and what it changed', async () => {
    const it = await feature({ shop: "export const items = p.pgTable('items', { id: p.integer().primaryKey() });\n" });
    const env = { DATABASE_URL: it.database.url };
    await it.migrate('revision', '-m', 'items', '--rev-id', 'a1a1a1a1a1a1');
    await it.migrate('upgrade');
    it.schema('shop', "export const items = p.pgTable('items', { id: p.integer().primaryKey(), n: p.integer() });\n");
    const { end } = story(['amend'], { cwd: it.root, columns, env });
    expect(await end('amend')).toMatchObject({ exitCode: 0 });
  });
});

test('databases of branches: made, chosen, and dropped when the branch is gone', async () => {
  const it = await shopOnBranch('create table items (id int primary key);', []);
  const [cwd, env] = [it.root, { BRAID_EMBEDDED: 'on' }];
  try {
    await runMigrate(['upgrade'], { cwd, env });
    for (const [name, ...args] of [
      ['branch', 'branch'],
      ['branches', 'list'],
      ['switch', 'switch', 'main'],
      ['switch-back', 'switch'],
    ] as const) {
      const { end } = story(['db', ...args], { cwd, columns: 80, env });
      expect(await end(`db-${name}`)).toMatchObject({ exitCode: 0 });
    }
    it.git('checkout', '-q', 'main');
    it.git('branch', '-qD', 'feature');
    const { end } = story(['db', 'prune', '--yes'], { cwd, columns: 80, env });
    expect(await end('db-prune')).toMatchObject({ exitCode: 0 });
  } finally {
    await runMigrate(['db', 'stop'], { cwd, env });
  }
});

describe('without a terminal', () => {
  test('a fleet', async () => {
    const { cwd, env, query } = await tenants();
    await query('create schema tenant_c');
    await storyOfJob(['fleet', 'upgrade', 'tenants'], { cwd, env }).end('fleet-upgrade');
  });

  test('lint --fix says what it would write, and which flag writes it', async () => {
    const it = await shopOnBranch('create table items (id int primary key, n int);', [
      { id: 'b1b1b1b1b1b1', up: 'create index on items (n);', down: 'drop index items_n_idx;' },
    ]);
    const before = it.files('shop');
    const job = storyOfJob(['lint', '--fix'], { cwd: it.root, env: { DATABASE_URL: it.database.url } });
    await job.end('lint-fix');
    expect(it.files('shop')).toEqual(before);
  });

  longTest('migrate dev --once', async () => {
    const it = await feature({ shop: "export const items = p.pgTable('items', { id: p.integer().primaryKey() });\n" });
    await storyOfJob(['dev', '--once'], { cwd: it.root, env: { DATABASE_URL: it.database.url } }).end('dev-once');
  });
});

/** On a dark and on a light background: neither of the colours that one of them hides, and no background of its own. */
const HIDDEN = /\{(?:[a-z]+-)*(?:white|black|on-|colour-)/;

const COLOURED: readonly (readonly string[])[] = [
  ['fleet', 'status', 'tenants'],
  ['fleet', 'plan', 'tenants'],
  ['stats', '--interval', '1s'],
  ['lint', 'base:heads'],
  ['status'],
  ['history', '--graph'],
];

test.each(COLOURED.map((args) => [args.join(' '), args] as const))(
  'the colours of migrate %s can be read on any background, and are left out with NO_COLOR',
  async (_, args) => {
    const { cwd, env, query } = await tenants();
    await query('create schema tenant_c');
    const ended = async (more: Readonly<Record<string, string>>) =>
      await openTerminal(args, { cwd, columns: 120, env: { ...env, ...more } }).ended;
    const plain = await ended({ NO_COLOR: '1' });
    expect(plain.coloured.filter((line) => line.includes('{'))).toEqual([]);
    const coloured = await ended({});
    expect(coloured.coloured.filter((line) => HIDDEN.test(line))).toEqual([]);
    expect(coloured.coloured.join('\n')).toMatch(/\{(?:dim|bold|red|green|yellow|cyan)/);
  },
);
