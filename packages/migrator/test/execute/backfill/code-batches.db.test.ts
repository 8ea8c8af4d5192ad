import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { codeRunner } from '../support/code-runner.ts';
import { line, type RevisionText } from '../support/revisions.ts';

const pause = async () => {};
const DRIZZLE = pathToFileURL(createRequire(import.meta.url).resolve('drizzle-orm')).href.replace(/\.cjs$/, '.js');

const items = (rows: number, key = 'bigint', id = 'i'): RevisionText => ({
  id: 'aaaa',
  up: `create table items (id ${key} primary key, n int not null default 0);\ninsert into items (id) select ${id} from generate_series(1, ${rows}) i`,
  down: 'drop table items',
});

const COUNT = `const add = (by) => async (op, { from, to }) =>
  void (await op.execute('update items set n = n + $3::int where id > $1 and id <= $2', [from, to, by]));
export const upgrade = add(1), downgrade = add(-1);
`;

function code(text: string, batch = "{ table: 'items', key: 'id', size: 100 }"): RevisionText {
  return { id: 'bbbb', up: '', down: '', kind: 'ts', code: `export const batch = ${batch};\n${text}` };
}

const counts = (database: FreshDatabase) =>
  database.query('select n, count(*)::int as rows from items group by n order by n');
const batches = (events: readonly RunnerEvent[]) => events.filter((event) => event.type === 'batch-done');

describe('code in batches', () => {
  test('changes every row once, up and down, with Drizzle too, and says how many', async () => {
    const database = await freshDatabase();
    const drizzle = `import { sql } from '${DRIZZLE}';
export async function upgrade(op, { from, to }) {
  const { rowCount } = await op.db.execute(sql\`update items set n = n + 1 where id > \${from} and id <= \${to}\`);
  return rowCount ?? 0;
}
export async function downgrade(op, { from, to }) {
  await op.execute('update items set n = n - 1 where id > $1 and id <= $2', [from, to]);
}`;
    const { upgrade, downgrade, events, state } = codeRunner(line(items(1_234), code(drizzle)), { ...database, pause });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 1, rows: 1_234 }]);
    expect(batches(events).at(-1)).toMatchObject({ table: 'public.items', keys: 1_234, rows: 1_234 });
    expect(batches(events).length).toBeGreaterThan(2);
    expect((await state()).halfRuns).toEqual([]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await counts(database)).toEqual([{ n: 0, rows: 1_234 }]);
    expect(batches(events).at(-1)).toMatchObject({ keys: 1_234, rows: 1_234 });
  });

  test.each([
    ['smallint', 'i - 400'],
    ['uuid', 'md5(i::text)::uuid'],
    ['text', "md5(i::text) || chr(39) || E'\\\\\\\\'"],
    ['timestamptz', "'2026-03-29'::timestamptz + i * interval '7 minutes 0.000001 seconds'"],
    ['numeric(20, 4)', 'i * 1.0001'],
    ['date', "'2026-03-29'::date + i::int"],
    ['bytea', 'decode(md5(i::text), $$hex$$)'],
    ['inet', "'10.0.0.0'::inet + i"],
  ])('keys may be %s, and the first row is in the first batch', async (key, id) => {
    const database = await freshDatabase();
    const { upgrade } = codeRunner(line(items(701, key, id), code(COUNT)), { ...database, pause });
    await upgrade();
    expect(await counts(database)).toEqual([{ n: 1, rows: 701 }]);
  });

  test('a first key that is the lowest possible value is refused before anything runs', async () => {
    const database = await freshDatabase();
    const least = items(3, 'text', "repeat('a', i - 1)");
    const { upgrade, state } = codeRunner(line(least, code(COUNT)), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({ code: 'data-revision-batch', facts: { problem: 'least-key' } });
    expect((await state()).halfRuns).toEqual([]);
    expect(await counts(database)).toEqual([{ n: 0, rows: 3 }]);
  });

  test('keys of several columns are arrays, and a function without a range runs in one go', async () => {
    const database = await freshDatabase();
    const lines: RevisionText = {
      id: 'aaaa',
      up: 'create table lines (item int, line text, n int not null default 0, primary key (item, line));\ninsert into lines select i / 10, i::text from generate_series(1, 777) i',
      down: 'drop table lines',
    };
    const text = `export async function upgrade(op, { from, to }) {
  await op.execute('update lines set n = n + 1 where (item, line) > ($1, $2) and (item, line) <= ($3, $4)', [...from, ...to]);
}
export async function downgrade(op) { await op.execute('update lines set n = 0'); }`;
    const batch = "{ table: 'public.lines', key: ['item', 'line'], size: 50 }";
    const { upgrade, downgrade, events } = codeRunner(line(lines, code(text, batch)), { ...database, pause });
    await upgrade();
    const total = 'select n, count(*)::int as rows from lines group by n';
    expect(await database.query(total)).toEqual([{ n: 1, rows: 777 }]);
    const before = batches(events).length;
    await downgrade('aaaa');
    expect(await database.query(total)).toEqual([{ n: 0, rows: 777 }]);
    expect(batches(events)).toHaveLength(before);
  });

  test('`where` walks only over its rows; the way back walks over all', async () => {
    const database = await freshDatabase();
    const batch = "{ table: 'items', key: 'id', size: 10, where: 'id % 100 = 0' }";
    const { upgrade, downgrade, events } = codeRunner(line(items(1_000), code(COUNT, batch)), { ...database, pause });
    await upgrade();
    expect(batches(events).at(-1)).toMatchObject({ keys: 10, rows: 1_000 });
    await downgrade('aaaa');
    expect(await counts(database)).toEqual([{ n: 0, rows: 1_000 }]);
  });

  test('`where` reads no row twice, whatever the server believes of it, and `done` reads the table once', async () => {
    const database = await freshDatabase();
    const up = `create table items (id uuid primary key, pad text not null default repeat('x', 200));
insert into items select md5(i::text)::uuid from generate_series(1, 20000) i;
analyze items;
alter table items add column kind text;`;
    const batch = `{ table: 'items', key: 'id', size: 500, where: 'kind is null', done: "kind = 'a' and pad <> ''" }`;
    const fill = `export async function upgrade(op, { from, to }) {
  await op.execute("update items set kind = 'a' where id > $1 and id <= $2", [from, to]);
}
export async function downgrade() {}`;
    const { upgrade, events } = codeRunner(line({ id: 'aaaa', up, down: 'drop table items' }, code(fill, batch)), {
      ...database,
      pause,
    });
    await upgrade('aaaa');
    const client = await database.connect();
    const scans = async () => {
      await client.query('select pg_stat_clear_snapshot()');
      const { rows } = await client.query("select seq_scan::int as n from pg_stat_user_tables where relname = 'items'");
      return Number(rows[0]?.n);
    };
    const before = await scans();
    await upgrade();
    expect(batches(events).length).toBeGreaterThan(5);
    // A session tells what it did when it ends. Each process of a parallel scan counts as one.
    await waitFor('the scan of the check', async () => (await scans()) > before);
    expect(await scans()).toBeLessThanOrEqual(before + 3);
  });

  test('stopped in the middle it continues after the last batch; edited code is refused; checks may be corrected', async () => {
    const database = await freshDatabase();
    const wrong = `${COUNT}export const verify = () => false;`;
    const first = codeRunner(line(items(900), code(wrong)), {
      ...database,
      pause,
      onEvent: (event) => {
        if (event.type === 'batch-done' && event.batches === 2) first.stop.raise();
      },
    });
    await expect(first.upgrade()).rejects.toMatchObject({ code: 'interrupted' });
    expect(await counts(database)).toMatchObject([{ n: 0 }, { n: 1 }]);
    const edited = codeRunner(line(items(900), code(`${wrong}// another text`)), { ...database, pause });
    await expect(edited.upgrade()).rejects.toMatchObject({ code: 'batch-edited' });
    const again = codeRunner(line(items(900), code(wrong)), { ...database, pause });
    await expect(again.upgrade()).rejects.toMatchObject({ code: 'data-revision-verification' });
    expect(await counts(database)).toEqual([{ n: 1, rows: 900 }]);
    const right = `${COUNT}export async function verify(op, direction) {
  const { rows } = await op.execute('select count(*)::int as n from items where n <> $1', [direction === 'upgrade' ? 1 : 0]);
  return rows[0].n === 0;
}`;
    const last = codeRunner(line(items(900), code(right)), { ...database, pause });
    expect((await last.upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 1, rows: 900 }]);
    expect((await last.downgrade('aaaa')).heads).toEqual(['aaaa']);
  });

  test('rows that a statement refuses are left out and named, with their keys', async () => {
    const database = await freshDatabase();
    const text = `export async function upgrade(op, { from, to }) {
  await op.execute('update items set n = 1000 / (id::int - 333) where id > $1 and id <= $2', [from, to]);
}
export async function downgrade() {}`;
    const { upgrade } = codeRunner(line(items(500), code(text)), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({
      code: 'batch-rows-failed',
      facts: { failed: [{ key: ['333'], sqlState: '22012' }], othersDone: true },
    });
    await database.query('delete from items where id = 333');
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test.each([
    ['throws', "throw new Error('no such customer')", 'data-revision-failed'],
    ['ends its transaction', "await op.execute('commit')", 'data-revision-transaction-control'],
    [
      'writes the key',
      "await op.execute('update items set id = id + 1 where id > $1 and id <= $2', [from, to])",
      'data-revision-batch',
    ],
    ['awaits nothing', "void op.execute('select pg_sleep(0.1)')", 'data-revision-unawaited'],
  ])('code that %s ends the run, and its batch is rolled back', async (_, statement, error) => {
    const database = await freshDatabase();
    const text = `export async function upgrade(op, { from, to }) {
  await op.execute('update items set n = n + 1 where id > $1 and id <= $2', [from, to]);
  if (Number(from) >= 100) ${statement};
}
export async function downgrade() {}`;
    const { upgrade, state } = codeRunner(line(items(300), code(text)), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({ code: error });
    expect(await counts(database)).toEqual([
      { n: 0, rows: 200 },
      { n: 1, rows: 100 },
    ]);
    expect((await state()).halfRuns).toMatchObject([{ revision: 'bbbb' }]);
  });

  test('`verify` of code in one transaction rolls it back', async () => {
    const database = await freshDatabase();
    const text = `export async function upgrade(op) { await op.execute('update items set n = 1'); }
export async function downgrade() {}
export const verify = async (op) => (await op.execute('select from items where n = 0')).rowCount === 3;`;
    const revision: RevisionText = { id: 'bbbb', up: '', down: '', kind: 'ts', code: text };
    const { upgrade } = codeRunner(line(items(3), revision), { ...database, pause });
    await expect(upgrade()).rejects.toMatchObject({ code: 'data-revision-verification', facts: { staysDone: false } });
    expect(await counts(database)).toEqual([{ n: 0, rows: 3 }]);
  });
});
