import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { IS_ALONE } from '../../../src/adapters/pg/run/backfill/is-alone.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest } from '../../support/sample.ts';
import { startScratchServer, type TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

/** A server on which nobody else works. */
let server: TestPostgres;
beforeAll(async () => {
  server = await startScratchServer({});
});
afterAll(() => server?.stop());

async function session(url: string, name: string, user?: string): Promise<pg.Client> {
  const address = new URL(url);
  if (user !== undefined) [address.username, address.password] = [user, 'secret'];
  const client = new pg.Client({ connectionString: address.href, application_name: name });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function isAlone(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query<unknown[]>({ text: IS_ALONE, rowMode: 'array' });
  return rows[0]?.[0];
}

longTest('whoever ran something lately, is in a transaction, or cannot be seen is at work', async () => {
  const { url } = await freshDatabase(server.url);
  const braid = await session(url, 'braid');
  const becomesAlone = () => waitFor('nobody else to be at work', async () => (await isAlone(braid)) === true);
  await becomesAlone();
  const second = await session(url, 'braid');
  await second.query('begin');
  expect(await isAlone(braid)).toBe(true);
  const application = await session(url, 'shop');
  await application.query('select 1');
  expect(await isAlone(braid)).toBe(false);
  await becomesAlone();
  await application.query('begin');
  await waitFor('the transaction to be seen for longer than work counts', async () => {
    const { rows } = await braid.query<{ long: boolean }>(
      "select clock_timestamp() - state_change > interval '2.5 seconds' as long from pg_stat_activity where application_name = 'shop'",
    );
    return rows[0]?.long === true;
  });
  expect(await isAlone(braid)).toBe(false);
  await application.query('rollback');
  await becomesAlone();
  // What has the name of an application may be one.
  expect(await isAlone(await session(url, 'shop'))).toBe(false);
  await becomesAlone();
  await braid.query("create role hidden login password 'secret'");
  onTestFinished(async () => void (await braid.query('drop role hidden')));
  expect(await isAlone(await session(url, 'braid', 'hidden'))).toBe(false);
});

longTest('batches pause while somebody else is at work, and not without', async () => {
  const rows =
    'create table items (id int primary key, n int not null);\ninsert into items select i, 0 from generate_series(1, 400) i';
  const slow = 'update items set n = n + 1 where id > :from and id <= :to and (select pg_sleep(0.5)) is not null';
  const revisions = line(
    { id: 'aaaa', up: rows, down: 'drop table items' },
    { id: 'bbbb', up: slow, down: slow, options: 'batch="items(id)" batch-size=100 batch-target=500ms' },
  );
  for (const other of [undefined, 'shop']) {
    const database = await freshDatabase(server.url);
    if (other !== undefined) await (await session(database.url, other)).query('begin');
    else {
      const braid = await session(database.url, 'braid');
      await waitFor('nobody else to be at work', async () => (await isAlone(braid)) === true);
    }
    let pauses = 0;
    const { upgrade } = runner(revisions, {
      ...database,
      async pause() {
        pauses += 1;
      },
    });
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([
      { n: 1, rows: 400 },
    ]);
    if (other === undefined) expect(pauses).toBe(0);
    else expect(pauses).toBeGreaterThan(0);
  }
});
