import { expect, inject, test } from 'vitest';
import { beginTestRun, type TestServer } from '../../../src/adapters/test-databases/test-server.ts';
import { createDatabase, freshDatabase } from '../../support/fresh-database.ts';

async function beginRun(url = inject('postgresUrl')): Promise<TestServer> {
  return await beginTestRun({ url, source: 'test' });
}

/** Ends the session that a run lives by, as the death of its process does. */
async function kill(run: TestServer, admin: { query(sql: string, parameters: readonly unknown[]): Promise<unknown> }) {
  const holder = `select pid from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
    and objid::bigint = ('x' || lpad($1::text, 16, '0'))::bit(64)::bigint`;
  await admin.query(`select pg_terminate_backend(pid, 10000) from (${holder}) as of_the_run`, [run.run]);
}

test('a run drops what died runs left, and nothing of those that live, whichever database they are in', async () => {
  const source = await freshDatabase();
  const [dead, living] = [await beginRun(), await beginRun(source.url)];
  const elsewhere = await createDatabase();
  await living.copy(elsewhere.name, 'base', true);
  const theirs = await living.clone(elsewhere.name);
  const [left, used] = [await dead.clone(elsewhere.name), await dead.clone(elsewhere.name)];
  const session = await used.connect();
  await kill(dead, source);

  const next = await beginRun();
  expect(await next.has(left.name)).toBe(false);
  // Somebody is connected: it goes the next time.
  expect(await next.has(used.name)).toBe(true);
  expect(await next.has(theirs.name)).toBe(true);
  expect(await theirs.query('select 1 as one')).toEqual([{ one: 1 }]);
  await session.end();
  const last = await beginRun();
  expect(await last.has(used.name)).toBe(false);

  await living.end();
  expect(await last.has(theirs.name)).toBe(false);
  await last.end();
  await next.end();
  await elsewhere.drop();
});

test('a transaction of a test shows what the same statements leave in a database of their own', async () => {
  const source = await createDatabase();
  await source.query('create table t (a integer primary key)');
  const run = await beginRun();
  const [around, plain] = [await run.clone(source.name), await run.clone(source.name)];
  await source.drop();
  const stories = [
    ['begin', 'insert into t values (1)', 'commit', 'commit', 'rollback'],
    ['begin', 'insert into t values (1)', 'rollback', 'insert into t values (2)'],
    ['begin', 'begin', 'insert into t values (1)', 'commit', 'insert into t values (3)'],
    ['begin', 'insert into t values (1)', 'insert into t values (1)', 'begin', 'commit', 'insert into t values (4)'],
    ['begin', 'insert into t values (1)', 'savepoint a', 'insert into t values (1)', 'rollback to a', 'commit'],
    ['start transaction', 'insert into t values (1)', 'insert into t values (1)', 'rollback', 'select 1'],
  ];
  const client = await plain.connect();
  for (const story of stories) {
    const transaction = await around.begin();
    for (const statement of story) {
      const [one, other] = await Promise.allSettled([client.query(statement), transaction.client.query(statement)]);
      expect(other.status, statement).toBe(one.status);
    }
    const sql = 'select a from t order by a';
    expect((await transaction.client.query(sql)).rows, story.join('; ')).toEqual((await client.query(sql)).rows);
    await transaction.end();
    expect(await around.query(sql)).toEqual([]);
    await client.query('truncate t');
  }
  await client.end();

  const ended = await around.begin();
  await ended.client.query('insert into t values (5); commit');
  await expect(ended.end()).rejects.toMatchObject({
    code: 'test-database-misused',
    facts: { problem: 'transaction-ended' },
  });
  await run.end();
});
