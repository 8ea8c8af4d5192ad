import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';

const NODE_MODULES = resolve(import.meta.dirname, '../../../../../node_modules');
const TABLES = `
create schema shop;
create table shop.goods (
  goods_id serial primary key, goods_code text not null unique, price integer check (price between 1 and 9), made timestamp default now()
);
create table orders (
  order_no integer primary key generated always as identity, goods_id integer not null references shop.goods
);
create table lines (order_no integer references orders, line_no integer, primary key (order_no, line_no), note text not null);
create table loose (n integer);`;
const SCHEMA = `import * as p from 'drizzle-orm/pg-core';
export const goods = p.pgSchema('shop').table('goods', {
  id: p.serial('goods_id').primaryKey(), code: p.text('goods_code').notNull().unique(), price: p.integer(), made: p.timestamp(),
});
export const orders = p.pgTable('orders', {
  id: p.integer('order_no').primaryKey().generatedAlwaysAsIdentity(),
  goodsId: p.integer('goods_id').notNull().references(() => goods.id),
});
export const lines = p.pgTable('lines', { orderNo: p.integer('order_no').references(() => orders.id), lineNo: p.integer('line_no'), note: p.text().notNull() }, (t) => [p.primaryKey({ columns: [t.orderNo, t.lineNo] })]);
export const loose = p.pgTable('loose', { n: p.integer() });
`;

const generating = (tables: string, number: number, rows: string) => `// environments: development
import { drizzle } from 'drizzle-orm/node-postgres';
import { seed as generate } from 'drizzle-seed';
import { goods, lines, loose, orders } from '../src/schema.ts';

export async function seed(op) {
  const db = await op.upserting(drizzle({ client: op.client }));
  await generate(db, { ${tables} }, { seed: ${number}, count: 20 }).refine((f) => (${rows}));
}
`;
const ROWS = '{ goods: { columns: { price: f.int({ minValue: 1, maxValue: 9 }) } }, orders: { count: 40 } }';

/** `drizzle-orm` and `drizzle-seed` as they are called in this repository. */
interface Packages {
  readonly orm: string;
  readonly seed?: string;
}

/** A workspace with these packages. What lies behind a link would find the drizzle-orm of this repository. */
function install(root: string, { orm, seed }: Packages): void {
  const folder = join(root, 'node_modules');
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(NODE_MODULES, orm), join(folder, 'drizzle-orm'));
  if (seed === undefined) return;
  for (const file of ['package.json', 'index.mjs', 'node_modules', 'index.cjs', 'index.js']) {
    const from = join(NODE_MODULES, seed, file);
    if (existsSync(from)) cpSync(from, join(folder, 'drizzle-seed', file), { recursive: true });
  }
}

async function shop(packages: Packages) {
  const database = await freshDatabase();
  const workspace = sliceWorkspace();
  workspace.configure({ environments: { development: { url: database.url } } });
  workspace.revision('a1', '', { up: TABLES });
  const write = (file: string, text: string): void => {
    const path = join(workspace.root, 'features/shop', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  install(workspace.root, packages);
  write('src/schema.ts', SCHEMA);
  const migrate = (...argv: readonly string[]) => workspace.migrate(...argv, '--env', 'development');
  expect(await migrate('upgrade')).toMatchObject({ exitCode: 0 });
  const rows = async () => [
    await database.query('select * from shop.goods order by goods_id'),
    await database.query('select * from orders order by order_no'),
  ];
  return { database, write, migrate, rows };
}

test.each([
  ['1.0', { orm: 'drizzle-orm', seed: 'drizzle-seed' }],
  ['0.45', { orm: 'drizzle-orm-045', seed: 'drizzle-seed-03' }],
] as const)(
  'drizzle-seed with drizzle-orm %s: the same rows for the same number, written over when the seed changes',
  async (_, packages) => {
    const { database, write, migrate, rows } = await shop(packages);
    // A row of somebody's stays, and the sequence goes on after it.
    await database.query(
      "insert into shop.goods values (1000, 'mine', 1); select setval('shop.goods_goods_id_seq', 1000)",
    );
    write('seeds/1_demo.ts', generating('goods, orders', 7, ROWS));
    expect(await migrate('seed')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Ran 1 seed') });
    const first = await rows();
    expect(first.map(({ length }) => length)).toEqual([21, 40]);
    expect(await migrate('seed')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No seed to run') });

    // The next rows of an application take keys that are free.
    await database.query("insert into shop.goods (goods_code, price) values ('next', 2)");
    await database.query('insert into orders (goods_id) values (1000)');
    expect(await database.query("select goods_id from shop.goods where goods_code = 'next'")).toEqual([
      { goods_id: 1001 },
    ]);
    const kept = await rows();
    write('seeds/1_demo.ts', `${generating('goods, orders', 7, ROWS)}// edited\n`);
    expect(await migrate('seed')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Ran 1 seed') });
    expect(await rows()).toEqual(kept);

    write('seeds/1_demo.ts', generating('goods, orders', 8, ROWS));
    expect(await migrate('seed')).toMatchObject({ exitCode: 0 });
    const other = await rows();
    expect(other.map(({ length }) => length)).toEqual([22, 41]);
    expect(other[0]?.slice(0, 20)).not.toEqual(kept[0]?.slice(0, 20));
    expect(other[0]?.slice(20)).toEqual(kept[0]?.slice(20));
  },
);

test('a key of several columns, a table without one, and packages that are not there', async () => {
  const { database, write, migrate } = await shop({ orm: 'drizzle-orm', seed: 'drizzle-seed' });
  const lines =
    '{ orders: { count: 1 }, goods: { columns: { price: f.int({ minValue: 1, maxValue: 9 }) } }, lines: { columns: { lineNo: f.intPrimaryKey() } } }';
  for (const number of [1, 2]) {
    write('seeds/1_lines.ts', generating('goods, orders, lines', number, lines));
    expect(await migrate('seed')).toMatchObject({ exitCode: 0 });
  }
  expect(await database.query('select from lines')).toHaveLength(20);

  write('seeds/2_loose.ts', generating('loose', 1, '{}'));
  expect(await migrate('seed', '2_loose')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('"loose" has no primary or unique key without nulls'),
  });
  expect(await database.query('select from loose')).toEqual([]);
  write('seeds/2_loose.ts', "// environments: development\nimport '@acme/rows/lib';\nexport const seed = () => {};\n");
  expect(await migrate('seed', '2_loose', '--json')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('npm install -D @acme/rows"'),
  });

  const bare = await shop({ orm: 'drizzle-orm-045' });
  bare.write('seeds/1_demo.ts', generating('goods', 1, ROWS));
  expect(await bare.migrate('seed')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /features\/shop\/seeds\/1_demo\.ts:3: The package drizzle-seed[\s\S]*npm install -D drizzle-seed@0\.3\.1\n/,
    ),
  });
  const unfit = await shop({ orm: 'drizzle-orm', seed: 'drizzle-seed-03' });
  unfit.write('seeds/1_demo.ts', generating('goods', 1, ROWS));
  expect(await unfit.migrate('seed')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /drizzle-seed 0\.3\.1 does not work with drizzle-orm 1\.[\s\S]*npm install -D drizzle-seed@1\.0\.0-rc\.4\n/,
    ),
  });
});
