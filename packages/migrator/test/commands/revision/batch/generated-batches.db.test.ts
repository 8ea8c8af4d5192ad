import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCli } from '../../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../../support/fresh-database.ts';
import { longTest as test } from '../../../support/sample.ts';
import { demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();

const orders = (columns: string, key = 'id: p.bigint({ mode: "number" }).primaryKey(),') =>
  `export const app = p.pgSchema('app');
export const orders = app.table('Orders', { ${key} total: p.doublePrecision(), ${columns} }, (t) => [p.index('by_word').on(t.word)]);`;
const CONFIG = JSON.stringify({ revisions: { batch: ['app."Orders"(id)'] } });

function workspace(database: FreshDatabase, first: string) {
  const demo = demoWorkspace({ shop: first });
  demo.write('nx.json', '{}');
  const folder = join(demo.root, 'features/shop/migrations');
  const migrate = (...argv: readonly string[]) => runCli(argv, { cwd: demo.root, env: { DATABASE_URL: database.url } });
  const done = async (...argv: readonly string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await migrate(...argv);
    expect([argv.join(' '), exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([argv.join(' '), 0, '']);
  };
  const files = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => join(folder, name));
  const text = (message: string) => readFileSync(fileOf(message), 'utf8');
  const fileOf = (message: string) =>
    files().find((file) => readFileSync(file, 'utf8').includes(`message: ${message}\n`)) ?? '';
  return { ...demo, migrate, done, files, text, fileOf };
}

/** What a person makes of it: the example of its comment, with values. */
function fillIn(file: string, ...values: readonly string[]): void {
  const rest = [...values];
  const text = readFileSync(file, 'utf8');
  const filled = text.replace(/^-- (update .*;)\nwith [^;]*;/gm, (_, update: string) =>
    update.replaceAll('…', () => rest.shift() ?? ''),
  );
  expect(filled).not.toBe(text);
  writeFileSync(file, filled);
}

test('a column that becomes NOT NULL on a large table is filled in batches, between the column and the rule', async () => {
  const database = await freshDatabase();
  const { schema, migrate, done, files, text, fileOf } = workspace(database, orders('word: p.text()'));
  await done('revision', '-m', 'orders');
  await done('upgrade');
  await database.query(`insert into app."Orders" (id, total) select i, i / 4.0 from generate_series(1, 1500) i`);

  schema('shop', orders('word: p.text().notNull(), cents: p.bigint({ mode: "number" }).notNull(), more: p.integer()'));
  await done('revision', '-m', 'cents', '--batch', 'app."Orders"(id)');
  const messages = files().map((file) => /message: (.*)/.exec(readFileSync(file, 'utf8'))?.[1]);
  expect(messages.toSorted()).toEqual(['cents', 'cents (fill word, cents)', 'cents (not null)', 'orders']);
  expect(text('cents')).toContain('ADD COLUMN "cents" bigint;');
  expect(text('cents')).toContain('ADD COLUMN "more" integer;');
  expect(text('cents')).not.toMatch(/NOT NULL/);
  expect(text('cents (fill word, cents)')).toContain(`
-- migrate:upgrade batch="\\"app\\".\\"Orders\\"(\\"id\\")" done="\\"word\\" is not null and \\"cents\\" is not null" rows=`);
  expect(text('cents (not null)').match(/SET NOT NULL/g)).toHaveLength(2);
  expect(text('cents (not null)')).not.toContain('Backfill');
  await done('check');

  // As it is written it ends where rows have no value, and so before the rule.
  const stopped = await migrate('upgrade');
  expect(stopped.stderr).toContain('error [batch-not-done]');
  expect((await migrate('current', '--json', '-q')).stdout).not.toContain('not null');
  const [half] = await database.query('select revision from braid.progress');
  await done('repair', 'forget', String(half?.revision), '--reason', 'it is filled in now', '--yes');
  fillIn(fileOf('cents (fill word, cents)'), "'w' || id", 'round(total * 100)');
  await done('validate');
  await done('upgrade');
  const sums = `select sum(cents)::int as cents, count(word)::int as words from app."Orders"`;
  expect(await database.query(sums)).toEqual([{ cents: 28_143_750, words: 1500 }]);
  expect(
    await database.query(
      `select attname from pg_attribute where attrelid = 'app."Orders"'::regclass and attnum > 0 and attnotnull order by 1`,
    ),
  ).toEqual([...[{ attname: 'cents' }, { attname: 'id' }, { attname: 'word' }]]);
  await done('check');
  await done('downgrade', 'shop@-3');
  expect(await database.query(`select count(*)::int as n from app."Orders"`)).toEqual([{ n: 1500 }]);
  await done('upgrade');
});

test('a table in revisions.batch has it without being asked, other tables do not', async () => {
  const database = await freshDatabase();
  const other = 'export const others = p.pgTable("others", { id: p.integer().primaryKey(), n: p.integer()';
  const demo = workspace(database, `${orders('word: p.text()')}\n${other} });`);
  demo.write('migrate.config.json', CONFIG);
  await demo.done('revision', '-m', 'tables');
  demo.schema('shop', `${orders('word: p.text().notNull()')}\n${other}.notNull() });`);
  await demo.done('revision', '-m', 'rules');
  expect(demo.files()).toHaveLength(4);
  expect(demo.text('rules')).toMatch(/Backfill: give others\.n/);
  expect(demo.text('rules (fill word)')).toContain('batch=');
  expect(demo.text('rules (not null)')).toMatch(/SET NOT NULL/);
  await demo.done('upgrade');
  await demo.done('downgrade', 'base', '--yes');
});

test('a column that is split stays until batches have read it', async () => {
  const database = await freshDatabase();
  const demo = workspace(database, orders('word: p.text().notNull()'));
  demo.write('migrate.config.json', CONFIG);
  await demo.done('revision', '-m', 'orders');
  await demo.done('upgrade');
  await database.query(
    `insert into app."Orders" (id, word) select i, i || '-' || 2 * i from generate_series(1, 1200) i`,
  );
  const parts = orders('first: p.integer().notNull(), second: p.integer().notNull()');
  demo.schema('shop', parts.replace('t.word', 't.first'));
  const isNew = ['first', 'second'].flatMap((name) => ['--new', `column app.Orders.${name}`]);
  await demo.done('revision', '-m', 'split', ...isNew);
  expect(demo.text('split')).not.toContain('DROP COLUMN "word"');
  expect(demo.text('split (not null)')).toContain('DROP COLUMN "word"');
  fillIn(demo.fileOf('split (fill first, second)'), "split_part(word, '-', 1)::int", "split_part(word, '-', 2)::int");
  await demo.done('validate');
  await demo.done('upgrade');
  const sums = 'select sum(first)::int as first, sum(second)::int as second from app."Orders"';
  expect(await database.query(sums)).toEqual([{ first: 720_600, second: 1_441_200 }]);
  await demo.done('check');
});

test('another type of a column of such a table is a column beside it, filled in batches', async () => {
  const database = await freshDatabase();
  const demo = workspace(database, orders('word: p.integer().notNull()'));
  demo.write('migrate.config.json', CONFIG);
  await demo.done('revision', '-m', 'orders');
  await demo.done('upgrade');
  await database.query(`insert into app."Orders" (id, word) select i, 3 * i from generate_series(1, 1200) i`);
  demo.schema('shop', orders('word: p.bigint({ mode: "number" }).notNull()'));
  await demo.done('revision', '-m', 'wider');
  expect(demo.text('wider (fill word_new)')).toContain('-- migrate:upgrade batch=');
  expect(
    demo
      .files()
      .map((file) => readFileSync(file, 'utf8'))
      .join(),
  ).not.toMatch(/TYPE bigint/i);
  await demo.done('upgrade');
  const rows = 'select pg_typeof(word)::text as type, sum(word)::int as sum from app."Orders" group by 1';
  expect(await database.query(rows)).toEqual([{ type: 'bigint', sum: 2_161_800 }]);
  await demo.done('check');
  // A column of the key cannot be walked over while it changes.
  demo.schema('shop', orders('word: p.bigint({ mode: "number" }).notNull()', 'id: p.numeric().primaryKey(),'));
  const { stdout, stderr } = await demo.migrate('revision', '-m', 'key');
  expect(stdout + stderr).toContain('type-rewrite is left as it is: the column is a part of the key, ');
});

test('what cannot be walked is refused, and what nothing needs', async () => {
  const database = await freshDatabase();
  const demo = workspace(database, orders('word: p.text()'));
  await demo.done('revision', '-m', 'tables');
  demo.schema('shop', orders('word: p.text().notNull()'));
  const unfit = await demo.migrate('revision', '-m', 'x', '--batch', 'app."Orders"(total)');
  expect(unfit.stderr).toContain('cannot be changed in batches by total: total may be null');
  const unused = await demo.migrate('revision', '-m', 'x', '--batch', 'orders(id)');
  expect(unused).toMatchObject({ exitCode: 2 });
  expect(unused.stderr).toContain('has nothing to do: no column of this table becomes NOT NULL or gets another type.');
  expect(demo.files()).toHaveLength(1);
});

test('--batch drafts have what the templates say', async () => {
  const database = await freshDatabase();
  const demo = workspace(database, orders('word: p.text()'));
  await demo.done('revision', '-m', 'tables');
  demo.write('migrate.config.json', JSON.stringify({ revisions: { template: { sql: 't.sql', ts: 't.ts' } } }));
  demo.write(
    't.sql',
    '-- Reviewed by: %(slice)\n-- migrate:upgrade\n-- Look at the plan.\n%(upgrade)\n-- migrate:downgrade\n%(downgrade)\n',
  );
  demo.write(
    't.ts',
    '// Written for %(slice)\nexport async function upgrade() {}\nexport async function downgrade() {}\n',
  );
  await demo.done('revision', '-m', 'sql', '--empty', '--batch', 'app."Orders"(id)');
  expect(demo.text('sql')).toContain('-- Reviewed by: shop\n');
  expect(demo.text('sql')).toMatch(/-- migrate:upgrade batch=.*\n-- Look at the plan\.\n-- Put here/);
  const { stdout } = await demo.migrate(
    'revision',
    '-m',
    'ts',
    '--data',
    '--batch',
    'app."Orders"(id)',
    '--json',
    '-q',
  );
  const [{ text = '' } = {}]: { text?: string }[] = JSON.parse(stdout).revisions;
  expect(text).toContain('// Written for shop\n');
  expect(text).toContain('export const batch');
});
