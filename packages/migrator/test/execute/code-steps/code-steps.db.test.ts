import { afterEach, describe, expect, test } from 'vitest';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { codeRunner } from '../support/code-runner.ts';
import { line, type RevisionText } from '../support/revisions.ts';

const pause = async () => {};
const ROWS = 250;
const base: RevisionText = {
  id: 'aaaa',
  up: `create table items (id bigint primary key, n int not null default 0, word text);
insert into items (id) select i from generate_series(1, ${ROWS}) i;
create table steps (name text)`,
  down: 'drop table items, steps',
};

const steps = (code: string, options = 'transaction=steps'): RevisionText => ({
  ...{ id: 'bbbb', up: '', down: '', kind: 'ts', options, code },
});
const batched = "{ table: 'items', key: 'id', size: 40 }";
const change = (by: number) => `async (op, { from, to }) => {
    fail();
    await op.execute('update items set n = n + $3::int where id > $1 and id <= $2', [from, to, ${by}]);
    fail();
  }`;
/** Fails where the test says, whatever was committed before. */
const FAIL = `const fail = () => {
  globalThis.failsIn -= 1;
  if (globalThis.failsIn === 0) throw new Error('here');
};
const note = async (op, name) => { fail(); await op.execute('insert into steps values ($1)', [name]); fail(); };
`;
const WHOLE = `${FAIL}export async function upgrade(op) {
  const { rows } = await op.execute('select count(*)::int as n from items');
  if (rows[0].n !== ${ROWS}) throw new Error('rows are there');
  fail();
  await op.step('add word', async (op) => {
    await op.execute("alter table items add column word2 text default 'x'");
    await note(op, 'add word');
  });
  fail();
  await op.batch('count', ${batched}, ${change(1)});
  await op.step('index', async (op) => { await op.execute('create index on items (word2)'); await note(op, 'index'); });
  await op.batch('count again', { ...${batched}, done: 'n = 11' }, ${change(10)});
  fail();
}
export async function downgrade(op) {
  await op.batch('uncount', ${batched}, ${change(-11)});
  await op.step('drop word', async (op) => { await op.execute('alter table items drop column word2'); await note(op, 'drop word'); });
}`;

const counts = (database: FreshDatabase) =>
  database.query('select n, count(*)::int as rows from items group by n order by n');
const told = (events: readonly RunnerEvent[]) =>
  events.flatMap((event) =>
    event.type === 'code-step-done' || event.type === 'code-step-skipped'
      ? [`${event.type.slice(10)} ${event.name}`]
      : [],
  );

afterEach(() => Reflect.deleteProperty(globalThis, 'failsIn'));

describe('code that runs step by step', () => {
  test('does each step once and in order, up and down, and leaves nothing half-way', async () => {
    const database = await freshDatabase();
    const { upgrade, downgrade, state, events } = codeRunner(line(base, steps(WHOLE)), { ...database, pause });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 11, rows: ROWS }]);
    expect(told(events)).toEqual(['done add word', 'done count', 'done index', 'done count again']);
    expect(events.filter(({ type }) => type === 'batch-done').length).toBeGreaterThan(6);
    expect((await state()).halfRuns).toEqual([]);
    expect(await database.query('select * from braid.batch')).toEqual([]);
    expect((await downgrade('aaaa')).heads).toEqual(['aaaa']);
    expect(await counts(database)).toEqual([{ n: 0, rows: ROWS }]);
    expect(await database.query('select name from steps')).toEqual([
      ...[{ name: 'add word' }, { name: 'index' }, { name: 'drop word' }],
    ]);
  });

  test('wherever it fails, the next run continues: what was done is not done again', async () => {
    const database = await freshDatabase();
    const run = () => codeRunner(line(base, steps(WHOLE)), { ...database, pause });
    const skipped = new Set<string>();
    let moments = 0;
    for (const direction of ['upgrade', 'downgrade'] as const) {
      for (let failsIn = 1; ; failsIn += 1) {
        Reflect.set(globalThis, 'failsIn', failsIn);
        const runner = run();
        try {
          await (direction === 'upgrade' ? runner.upgrade() : runner.downgrade('aaaa'));
          break;
        } catch (error) {
          expect(error).toMatchObject({ code: 'data-revision-failed' });
          expect((await runner.state()).halfRuns).toMatchObject([{ revision: 'bbbb', direction }]);
          moments += 1;
        }
        for (const each of told(runner.events)) if (each.startsWith('skipped')) skipped.add(each);
      }
      expect(await counts(database)).toEqual([{ n: direction === 'upgrade' ? 11 : 0, rows: ROWS }]);
    }
    expect(moments).toBeGreaterThan(12);
    expect([...skipped]).toEqual(['skipped add word', 'skipped count']);
    expect(await database.query('select name from steps')).toHaveLength(3);
  });

  test('a step that waits for a lock is called again', async () => {
    const database = await freshDatabase();
    const code = `export async function upgrade(op) {
  await op.step('late', async (op) => {
    globalThis.failsIn = (globalThis.failsIn ?? 0) + 1;
    if (globalThis.failsIn === 1) await op.execute("do $$ begin raise exception using errcode = '40P01'; end $$");
    await op.execute("insert into steps values ('late')");
  });
}
export async function downgrade() {}`;
    const { upgrade, events } = codeRunner(line(base, steps(code)), { ...database, pause });
    await upgrade();
    expect(events.map(({ type }) => type)).toContain('retrying');
    expect(await database.query('select name from steps')).toEqual([{ name: 'late' }]);
  });

  const note = (name: string) => `async (op) => { await op.execute("insert into steps values ('${name}')"); }`;
  const first = `await op.step('first', ${note('first')});`;
  const failsAfter = (code: string) => `${code} throw new Error('later');`;
  const wrong = (code: string) => `export async function upgrade(op) { ${code} }\nexport async function downgrade() {}`;

  test.each([
    ['changes something outside a step', `await op.execute('update items set n = 1');`, 'writes', 0],
    ['changes something between steps', `${first} await op.execute('update items set n = 1');`, 'writes', 1],
    [
      'hides that in a function of the server, and catches it',
      `await op.execute("select nextval('seq')").catch(() => {}); ${first}`,
      undefined,
      0,
    ],
    ['has two steps of one name', `${first} ${first}`, 'twice', 1],
    ['gives a step no name', `await op.step('', ${note('x')});`, 'name', 0],
    ['begins a step in a step', `await op.step('outer', async (op) => { ${first} });`, 'nested', 0],
    [
      'begins two steps at once',
      `await Promise.all([op.step('a', ${note('a')}), op.step('b', ${note('b')})]);`,
      'nested',
      0,
    ],
    [
      'sends beside a step',
      `await Promise.all([op.step('a', ${note('a')}), op.execute("insert into steps values ('beside')")]);`,
      'beside',
      0,
    ],
    [
      'sends what a step has left behind',
      `let end; const over = new Promise((done) => { end = done; }); let later; await op.step('a', async (op) => { later = over.then(() => op.execute('select 1')); }); end(); await later;`,
      'beside',
      0,
    ],
    ['awaits no step', `void op.step('a', ${note('a')});`, undefined, 0],
    [
      'ends the transaction of a step',
      `await op.step('a', async (op) => { await op.execute('commit'); });`,
      undefined,
      0,
    ],
    [
      'catches what a step ended with',
      `try { await op.step('bad', async (op) => { await op.execute('select 1 / 0'); }); } catch {} ${first}`,
      undefined,
      0,
    ],
    [
      'changes the key of its batches',
      `await op.batch('b', ${batched}, async (op) => { await op.execute('update items set id = id + 1'); });`,
      'key-written',
      0,
    ],
    ['has options that cannot be read', `await op.batch('b', { table: 'items' }, async () => {});`, 'option', 0],
    ['names no table', `await op.batch('b', { table: 'none', key: 'id' }, async () => {});`, 'no-table', 0],
  ])('code that %s ends the run', async (_, code, problem, done) => {
    const database = await freshDatabase();
    const { upgrade } = codeRunner(line(base, steps(wrong(code))), { ...database, pause });
    await upgrade('aaaa');
    await database.query('create sequence seq');
    const failed = upgrade();
    await expect(failed).rejects.toMatchObject(problem === undefined ? {} : { facts: { problem } });
    expect(await database.query('select name from steps')).toHaveLength(done);
    expect(await counts(database)).toEqual([{ n: 0, rows: ROWS }]);
  });

  test('steps need a marker that declares them, and SQL has none', async () => {
    const database = await freshDatabase();
    const undeclared = codeRunner(line(base, steps(wrong(first), '')), { ...database, pause });
    await expect(undeclared.upgrade()).rejects.toMatchObject({
      code: 'data-revision-steps',
      hint: 'Write in the header: // migrate:upgrade transaction=steps',
    });
    const sql = { ...base, options: 'transaction=steps' };
    expect(() => codeRunner([sql], database)).toThrow(
      expect.objectContaining({
        code: 'section-option-invalid',
        facts: expect.objectContaining({ problem: 'steps-in-sql' }),
      }),
    );
  });

  test.each([
    ['another step comes first', `await op.step('new', ${note('new')}); ${first}`, 'data-revision-steps', 'order'],
    ['the step is gone', '', 'data-revision-steps', 'order'],
    ['the step was edited', first.replace("('first')", "('FIRST')"), 'data-revision-steps', 'edited'],
  ])('when a step is done and %s, nothing runs', async (_, code, error, problem) => {
    const database = await freshDatabase();
    const run = (text: string) => codeRunner(line(base, steps(wrong(text))), { ...database, pause });
    await expect(run(failsAfter(first)).upgrade()).rejects.toMatchObject({ code: 'data-revision-failed' });
    await expect(run(code).upgrade()).rejects.toMatchObject({ code: error, facts: { problem } });
    expect(await database.query('select name from steps')).toEqual([{ name: 'first' }]);
    const otherwise = codeRunner(line(base, steps(wrong(''), '')), { ...database, pause });
    await expect(otherwise.upgrade()).rejects.toMatchObject({ code: 'batch-edited' });
    // What comes after it may be another.
    expect((await run(`${first} await op.step('second', ${note('second')});`).upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select name from steps')).toEqual([{ name: 'first' }, { name: 'second' }]);
  });

  test('batches that have begun keep their code', async () => {
    const database = await freshDatabase();
    const run = (by: number) =>
      codeRunner(line(base, steps(wrong(`${FAIL} await op.batch('count', ${batched}, ${change(by)});`))), {
        ...database,
        pause,
      });
    Reflect.set(globalThis, 'failsIn', 6);
    await expect(run(1).upgrade()).rejects.toMatchObject({ code: 'data-revision-failed' });
    await expect(run(2).upgrade()).rejects.toMatchObject({ code: 'batch-edited' });
    expect((await run(1).upgrade()).heads).toEqual(['bbbb']);
    expect(await counts(database)).toEqual([{ n: 1, rows: ROWS }]);
  });

  test('Drizzle and streams work outside steps and in them', async () => {
    const database = await freshDatabase();
    const code = `export async function upgrade(op) {
  let sum = 0;
  for await (const { id } of op.stream('select id from items order by id')) sum += Number(id);
  const { rows } = await op.db.$client.query('select count(*)::int as n from items');
  await op.step('sum', async (op) => {
    await op.db.$client.query('update items set n = $1 where id = $2', [sum, rows[0].n]);
    await op.copyFrom('steps', ['name'], [['a'], ['b']]);
  });
}
export async function downgrade() {}
export const verify = async (op) => (await op.execute('select from items where n > 0')).rowCount === 1;`;
    const { upgrade } = codeRunner(line(base, steps(code)), { ...database, pause });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select n from items where n > 0')).toEqual([{ n: (ROWS * (ROWS + 1)) / 2 }]);
    expect(await database.query('select name from steps')).toHaveLength(2);
  });
});
