import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { sampled } from '../../../support/sample.ts';
import { tempDir } from '../../../support/temp-dir.ts';

let root = '';
let database: FreshDatabase;
const LINES = `app."Order ""lines""'"("order", "Line")`;
const FOLDER = 'features/shop/migrations';

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('nx.json', '{}');
  write('package.json', '{ "type": "module" }');
  write('features/shop/slice.json', '{ "label": "shop", "schema": null }');
  write(
    `${FOLDER}/a1.sql`,
    `-- revision: a1
-- branch-label: shop
-- message: tables

-- migrate:upgrade
create table orders (id int primary key, n int not null default 0);
create schema app;
create table app."Order ""lines""'" ("order" text, "Line" int, n int not null default 0, primary key ("order", "Line"));
create table loose (id int);

-- migrate:downgrade
drop table loose;
drop schema app cascade;
drop table orders;
`,
  );
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const migrate = (...argv: readonly string[]) => runCli(argv, { cwd: root, env: { DATABASE_URL: database.url } });
const revision = (id: string, ...argv: readonly string[]) => migrate('revision', '-m', 'fill', '--rev-id', id, ...argv);
const written = () => readdirSync(join(root, FOLDER)).filter((name) => name !== 'a1.sql');

async function done(...argv: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await migrate(...argv);
  expect([argv.join(' '), exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([argv.join(' '), 0, '']);
}

test.each(sampled(['--empty', '--data'], 2))(
  '%s: proven, does nothing as it is, and changes rows when it is filled in',
  async (kind) => {
    await done('revision', '-m', 'fill', '--rev-id', 'b1', kind, '--batch', 'orders(id)');
    await done('revision', '-m', 'fill', '--rev-id', 'b2', kind, '--batch', LINES);
    await done('upgrade', 'a1');
    await database.query('insert into orders (id) select generate_series(1, 30)');
    await database.query(`insert into app."Order ""lines""'" select 'o' || i / 3, i from generate_series(1, 40) i`);
    const rows = () =>
      database.query(
        `select (select sum(n)::int from orders) as orders, (select sum(n)::int from app."Order ""lines""'") as lines`,
      );
    await done('upgrade');
    expect(await rows()).toEqual([{ orders: 0, lines: 0 }]);
    await done('downgrade', 'a1');

    for (const file of written()) {
      write(`${FOLDER}/${file}`, filledIn(readFileSync(join(root, FOLDER, file), 'utf8')));
    }
    await done('validate', 'b1', 'b2');
    await done('upgrade');
    expect(await rows()).toEqual([{ orders: 30, lines: 40 }]);
    await done('downgrade', 'a1');
    expect(await rows()).toEqual([{ orders: 0, lines: 0 }]);
  },
);

/** What a person makes of it: the example of its comments, with a column. */
function filledIn(text: string): string {
  const steps = ['n = n + 1', 'n = n - 1'];
  const filled = (update: string) => update.replace('…', () => steps.shift() ?? '');
  if (text.startsWith('-- ')) {
    return text.replace(/^-- (update .*;)\nwith [^;]*;/gm, (_, update: string) => filled(update));
  }
  const example = /^\/\/ (update .*)$/m.exec(text)?.[1] ?? '';
  const sent = /op\.execute\(\s*'(?:[^'\\]|\\.)*',/g;
  return text.replace(sent, () => `op.execute(${JSON.stringify(filled(example))},`);
}

test.each([
  ['orders(nothing)', 'orders cannot be changed in batches by nothing: it has no column nothing'],
  ['nowhere(id)', 'nowhere cannot be changed in batches by id: there is no such table'],
  ['loose(id)', 'loose cannot be changed in batches by id: id may be null'],
])('of what no batches can be made, nothing is written: %s', async (batch, why) => {
  for (const kind of batch === 'loose(id)' ? ['--empty', '--data'] : ['--empty']) {
    const refused = await revision('b1', kind, '--batch', batch);
    expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
    expect(refused.stderr).toContain(`[proof-statement-failed] --batch:1: the upgrade fails: ${why}`);
    expect(written()).toEqual([]);
  }
});

test('--unproven writes it for a table that no revision makes', async () => {
  expect(
    (await revision('b1', '--empty', '--batch', 'elsewhere(id)', '--unproven', 'another tool makes it')).exitCode,
  ).toBe(0);
  expect(readFileSync(join(root, FOLDER, written()[0] ?? ''), 'utf8')).toContain(`-- unproven: another tool makes it

-- migrate:upgrade batch="elsewhere(id)"
-- Put here what changes the rows of one batch, for example
-- update elsewhere set … where id > :from and id <= :to;
with range as (select id from elsewhere where id > :from and id <= :to)
select count(*) from range;

-- migrate:downgrade batch="elsewhere(id)"
`);
});
