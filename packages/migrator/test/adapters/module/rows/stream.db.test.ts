import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { dataRun } from './data-run.ts';

const T = { tables: 'create table t as select a, repeat($$x$$, 10) as b from generate_series(1, 20000) a' };

describe.each([
  ['in a transaction', ''],
  ['without one', 'transaction=off'],
])('op.stream %s', (_name, options) => {
  test('gives every row once, with parameters, while other statements run', async () => {
    const database = await freshDatabase();
    const lines = await dataRun(
      database,
      `let [sum, count] = [0, 0];
  for await (const { a } of op.stream('select a from t where a > $1 order by a;', [5])) {
    sum += a; count += 1;
    if (a % 5000 === 0) await op.execute('insert into t values ($1, null)', [-a]);
  }
  for await (const row of op.stream('select 1 where false -- none')) op.log('a row');
  op.log(count + ' ' + sum);
  op.log(String((await op.execute('select count(*)::int as n from t where a < 0')).rows[0].n));
  op.log(String((await op.execute("select count(*)::int as n from pg_cursors where name like 'braid%'")).rows[0].n));`,
      { ...T, options },
    );
    expect(lines).toEqual(['19995 200009985', '4', '0']);
  });

  test('ends early, several at once, and closes what it opened', async () => {
    const lines = await dataRun(
      await freshDatabase(),
      `for await (const { a } of op.stream('select a from t order by a')) {
    for await (const inner of op.stream('select a from t order by a desc')) { op.log(a + ' ' + inner.a); break; }
    if (a === 2) break;
  }
  try {
    for await (const row of op.stream('select a from t')) throw new Error('mine');
  } catch (error) { op.log(error.message); }
  op.log(String((await op.execute("select count(*)::int as n from pg_cursors where name like 'braid%'")).rows[0].n));`,
      { ...T, options },
    );
    expect(lines).toEqual(['1 20000', '2 20000', 'mine', '0']);
  });
});

describe('op.stream', () => {
  test.each([
    ['several queries', "'select 1; select 2'", { code: 'data-revision-failed' }],
    ['several queries, one of which ends the transaction', "'select 1; commit'", { code: 'data-revision-failed' }],
    ['what is not a query', "'insert into t values (0)'", { code: 'statement-failed', facts: { sqlState: '42601' } }],
    ['a query that fails in the middle', "'select 1 / (100 - a) from t order by a'", { facts: { sqlState: '22012' } }],
  ])('refuses %s', async (_name, sql, error) => {
    const database = await freshDatabase();
    const code = `for await (const row of op.stream(${sql})) void row;`;
    await expect(dataRun(database, code, T)).rejects.toMatchObject({
      ...error,
      facts: { at: 'features/events/migrations/bbbb.ts:8' },
    });
  });

  test('is refused after the end, and holds nothing when it was left', async () => {
    const database = await freshDatabase();
    const given: { rows?: AsyncIterator<unknown> } = {};
    await dataRun(database, "given.rows = op.stream('select a from t'); await given.rows.next();", { ...T, given });
    const all = async () => {
      for (let step = 0; step < 20; step += 1) await given.rows?.next();
    };
    await expect(all()).rejects.toMatchObject({ code: 'data-revision-ended' });
  });
});
