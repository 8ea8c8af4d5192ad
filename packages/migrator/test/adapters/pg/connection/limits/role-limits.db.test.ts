import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openPgDatabase } from '../../../../../src/adapters/pg/pg-database.ts';
import type { DataRevisionRunner } from '../../../../../src/execute/run-request.ts';
import { line } from '../../../../execute/support/revisions.ts';
import { runner } from '../../../../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../../../../support/fresh-database.ts';
import { olderMajor } from '../../../../support/older-major.ts';
import type { TestPostgres } from '../../../../support/setup/acquire-postgres.ts';

let older: TestPostgres;
beforeAll(async () => {
  older = await olderMajor();
});
afterAll(() => older.stop());

const limits = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'transaction_timeout',
] as const;
const servers = [
  ['the usual server', () => inject('postgresUrl')],
  ['PostgreSQL 15', () => older.url],
] as const;
const cases = servers.flatMap(([name, url]) =>
  limits
    .filter((limit) => limit !== 'transaction_timeout' || name !== 'PostgreSQL 15')
    .flatMap((limit) =>
      (name === 'PostgreSQL 15' ? (['role'] as const) : (['role', 'database'] as const)).map(
        (whose) => [limit, whose, name, url] as const,
      ),
    ),
);

/** The same database, as a role that has the limit, or whose database has it. */
async function limited(
  database: FreshDatabase,
  server: string,
  limit: string,
  whose: 'role' | 'database',
  value: string,
) {
  const role = `${database.name}_r`;
  await database.query(`create role ${role} login superuser password 'secret'`);
  await database.query(
    whose === 'role'
      ? `alter role ${role} in database ${database.name} set ${limit} = '${value}'`
      : `alter database ${database.name} set ${limit} = '${value}'`,
  );
  onTestFinished(async () => {
    await database.drop();
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(`drop role ${role}`);
    await client.end();
  });
  const url = new URL(database.url);
  url.username = role;
  url.password = 'secret';
  return url.href;
}

/** Longer than the limit, in every kind of section, and pauses of the code that are longer as well. */
const slow = 'select pg_sleep(0.02)';
const sleeps = () => new Promise((resolve) => setTimeout(resolve, 20));
const dataRunner: DataRevisionRunner = async ({ session }) => {
  await sleeps();
  await session.execute(slow);
  await sleeps();
  await session.execute('insert into items values (2)');
};
const revisions = line(
  { id: 'aaaa', up: `create table items (id int);\n${slow}`, down: 'drop table items' },
  { id: 'bbbb', up: `${slow};\ninsert into items values (1)`, down: slow, options: 'transaction=off' },
  {
    id: 'cccc',
    up: 'create index concurrently items_id on items (id);\nvacuum items',
    down: 'drop index concurrently items_id',
    options: 'transaction=off',
  },
  { id: 'dddd', up: '', down: '', kind: 'ts' },
  { id: 'eeee', up: '', down: '', kind: 'ts', options: 'transaction=off' },
);
const items = 'select id from items order by id';
const all = [{ id: 1 }, { id: 2 }, { id: 2 }];

describe('a limit of one millisecond is made for applications', () => {
  test.each(cases)('%s of the %s, %s', async (limit, whose, _server, server) => {
    const database = await freshDatabase(server());
    const url = await limited(database, server(), limit, whose, '1ms');
    const { upgrade, downgrade, events, state } = runner(revisions, { url, dataRunner, options: { leaseMs: 150 } });
    expect((await upgrade()).heads).toEqual(['eeee']);
    expect((await state()).applied).toHaveLength(5);
    expect((await downgrade()).heads).toEqual([]);
    expect(events.map(({ type }) => type)).not.toContain('reconnecting');
    expect(events.map(({ type }) => type)).not.toContain('heartbeat-failed');
    expect(events.map(({ type }) => type)).not.toContain('retrying');
  });

  test.each(
    // Of the others, a client in which they hold could not be lent at all.
    servers.flatMap(([name, url]) =>
      (['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const).map(
        (limit) => [limit, name, url] as const,
      ),
    ),
  )('%s of the role of a lent client, %s', async (limit, _server, server) => {
    const database = await freshDatabase(server());
    const url = await limited(database, server(), limit, 'role', '1ms');
    const lent = new pg.Client({ connectionString: url });
    await lent.connect();
    onTestFinished(() => lent.end());
    const open = openPgDatabase({
      url,
      source: 'client',
      toolVersion: '0.0.0-test',
      borrowed: { kind: 'client', client: lent },
    });
    const { upgrade } = runner(revisions, { url, dataRunner, database: open });
    expect((await upgrade()).heads).toEqual(['eeee']);
    expect(await database.query(items)).toEqual(all);
    // Whoever lent it finds it again.
    expect((await lent.query(`show ${limit}`)).rows).toEqual([{ [limit]: '1ms' }]);
  });

  test('transaction_timeout and idle_session_timeout of a lent client, where they let it live', async () => {
    const database = await freshDatabase();
    for (const limit of ['transaction_timeout', 'idle_session_timeout']) {
      await database.query('drop schema if exists braid cascade; drop table if exists items');
      const lent = await database.connect();
      await lent.query(`set ${limit} = '300ms'; set statement_timeout = '7s'`);
      const open = openPgDatabase({
        url: database.url,
        source: 'client',
        toolVersion: '0.0.0-test',
        borrowed: { kind: 'client', client: lent },
      });
      const long = line({ id: 'aaaa', up: 'create table items ();\nselect pg_sleep(0.5)', down: 'select 1' });
      expect((await runner(long, { ...database, database: open }).upgrade()).heads).toEqual(['aaaa']);
      const shown = await lent.query(
        `select current_setting('${limit}') as limit, current_setting('statement_timeout') as other`,
      );
      expect(shown.rows).toEqual([{ limit: '300ms', other: '7s' }]);
    }
  });
});

test('what a revision runs under is what the run says, whatever the role has', async () => {
  const database = await freshDatabase();
  const url = await limited(database, inject('postgresUrl'), 'statement_timeout', 'role', '1ms');
  const shown = `insert into seen select current_setting('statement_timeout'), current_setting('lock_timeout')`;
  const table = 'create table seen (statement text, lock text)';
  const options = 'statement-timeout=7s lock-timeout=3s';
  const { upgrade } = runner(
    line(
      { id: 'aaaa', up: `${table};\n${shown}`, down: 'select 1', options },
      { id: 'bbbb', up: shown, down: 'select 1', options: `transaction=off ${options}` },
      { id: 'cccc', up: '', down: '', kind: 'ts', options },
      { id: 'dddd', up: '', down: '', kind: 'ts', options: `transaction=off ${options}` },
    ),
    { url, dataRunner: async ({ session }) => void (await session.execute(shown)) },
  );
  await upgrade();
  const rows = await database.query('select * from seen');
  expect(rows).toEqual(Array.from({ length: 4 }, () => ({ statement: '7s', lock: '3s' })));
});

test('what the connection string says wins', async () => {
  const database = await freshDatabase();
  const url = `${database.url}?options=-c%20idle_session_timeout%3D77s`;
  const shown = "insert into seen select current_setting('idle_session_timeout')";
  const { upgrade } = runner([{ id: 'aaaa', up: `create table seen (t text);\n${shown}`, down: 'select 1' }], { url });
  await upgrade();
  expect(await database.query('select * from seen')).toEqual([{ t: '77s' }]);
});
