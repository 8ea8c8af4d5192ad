import { describe, expect, onTestFinished, test } from 'vitest';
import { openPooler } from '../../../faults/support/pgbouncer.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { dataRun } from './data-run.ts';

const T = { tables: 'create table t as select a from generate_series(1, 5000) a' };

describe('through a pooler', () => {
  const stream = "let n = 0; for await (const { a } of op.stream('select a from t')) n += a; op.log(String(n));";

  test('op.stream reads in a transaction, and says why it cannot without one', async () => {
    const database = await freshDatabase();
    const pooler = await openPooler('own proxy', database.url, 4);
    onTestFinished(() => pooler.close());
    expect(await dataRun({ ...database, url: pooler.url }, stream, T)).toEqual(['12502500']);
    const other = await freshDatabase();
    const another = await openPooler('own proxy', other.url, 4);
    onTestFinished(() => another.close());
    await expect(
      dataRun({ ...other, url: another.url }, stream, { ...T, options: 'transaction=off' }),
    ).rejects.toMatchObject({
      code: 'data-revision-failed',
      message: expect.stringContaining('op.stream needs a transaction or a direct connection'),
    });
  });
});

describe('when another runner took the lease over in the middle', () => {
  const forms = [
    ['op.copyFrom', "await op.copyFrom('t', ['a'], (async function* () { yield [0]; await given(); yield [0]; })());"],
    [
      'op.stream',
      "for await (const { a } of op.stream('select a from t')) if (a === 1) { await op.execute('insert into t values (0)'); await given(); }",
    ],
  ] as const;

  test.each(forms)('%s leaves nothing and ends as lost', async (_name, code) => {
    const database = await freshDatabase();
    const given = () =>
      database.query("update braid.lease set token = token + 1, run_id = 'successor', host = 'elsewhere', pid = 1");
    await expect(dataRun(database, code, { ...T, given })).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await database.query('select count(*)::int as n from t where a = 0')).toEqual([{ n: 0 }]);
    expect(await database.query("select revision from braid.applied where revision = 'bbbb'")).toEqual([]);
  });
});
