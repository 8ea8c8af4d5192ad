import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';
import { runner } from '../support/runner.ts';

/** One that allows what the usual server does not. */
let server: EmbeddedServer;
const folder = makeTempDir('braid-test-server-');
beforeAll(async () => {
  const settings = { max_prepared_transactions: '5', wal_level: 'logical', autovacuum: 'off' };
  server = await startEmbedded({ folder, profile: 'scratch', lingerSeconds: 0, settings });
});
afterAll(async () => {
  await server.stop();
  removeTempDir(folder);
});

/** A role that owns the database, with settings of its own. */
async function roleOf(database: FreshDatabase, settings: readonly string[]): Promise<string> {
  const role = `${database.name}_r`;
  await database.query(`create role ${role} login superuser password 'secret'`);
  for (const setting of settings) await database.query(`alter role ${role} set ${setting}`);
  const url = new URL(database.url);
  url.username = role;
  url.password = 'secret';
  return url.href;
}

describe('limits of the role are made for its applications', () => {
  test('transaction_timeout hits neither a revision in a transaction, nor one without, nor data', async () => {
    const database = await freshDatabase(server.url);
    const url = await roleOf(database, ["transaction_timeout = '400ms'"]);
    const slow = `create function slow(i integer) returns integer language plpgsql immutable as $$begin perform pg_sleep(0.7); return i; end$$;
create table t as select 1 as id`;
    const { upgrade, downgrade } = runner(
      [
        { id: 'aaaa', up: slow, down: 'drop table t; drop function slow(integer)' },
        { id: 'bbbb', revises: 'aaaa', up: 'select pg_sleep(0.7)', down: 'select pg_sleep(0.7)' },
        {
          id: 'cccc',
          revises: 'bbbb',
          up: 'create index concurrently t_slow on t (slow(id))',
          down: 'drop index concurrently t_slow',
          options: 'transaction=off',
        },
      ],
      { url },
    );
    expect((await upgrade()).heads).toEqual(['cccc']);
    expect((await downgrade()).heads).toEqual([]);
  });

  test('statement_timeout does not hit a look at the state', async () => {
    const database = await freshDatabase(server.url);
    const url = await roleOf(database, ["statement_timeout = '200ms'"]);
    const { upgrade, state } = runner([{ id: 'aaaa', up: 'select 1', down: 'select 1' }], { url });
    await upgrade();
    const other = await database.connect();
    await other.query('begin; lock table braid.applied');
    const looking = state();
    await waitFor(
      'the look',
      async () => (await database.query('select 1 from pg_locks where not granted')).length > 0,
    );
    await other.query('select pg_sleep(0.5)');
    await other.query('commit');
    expect((await looking).applied).toHaveLength(1);
  });
});

test('a prepared transaction in the way is named, with the command that ends it', async () => {
  const database = await freshDatabase(server.url);
  const { upgrade, events } = runner(
    [
      { id: 'aaaa', up: 'create table t (id integer)', down: 'drop table t' },
      { id: 'bbbb', revises: 'aaaa', up: 'alter table t add column n integer', down: 'alter table t drop column n' },
    ],
    { url: database.url, options: { lockBudgetMs: 400, blockerAgeMs: 0, blockerPollMs: 20, lockTimeoutMs: 20 } },
  );
  await upgrade('aaaa');
  const other = await database.connect();
  await other.query("begin; insert into t values (1); prepare transaction 'it''s p'");
  await other.end();
  const error: unknown = await upgrade().catch((each: unknown) => each);
  expect(error).toMatchObject({
    code: 'locks-not-free',
    message: expect.stringContaining("blocked by: prepared transaction 'it''s p'"),
    hint: expect.stringContaining("`rollback prepared 'it''s p'`"),
    facts: { blockers: [{ pid: 0, prepared: "it's p", relation: 't' }] },
  });
  // It was looked at before anything queued for the lock.
  expect(events.find(({ type }) => type === 'blocked' || type === 'retrying')).toMatchObject({ type: 'blocked' });
  await database.query("rollback prepared 'it''s p'");
  expect((await upgrade()).heads).toEqual(['bbbb']);
});

test('a concurrent build says that it waits for a prepared transaction', async () => {
  const database = await freshDatabase(server.url);
  const { upgrade, events } = runner(
    [
      { id: 'aaaa', up: 'create table t (id integer)', down: 'drop table t' },
      {
        id: 'bbbb',
        revises: 'aaaa',
        up: 'create index concurrently t_i on t (id)',
        down: 'drop index concurrently t_i',
        options: 'transaction=off',
      },
    ],
    { url: database.url },
  );
  await upgrade('aaaa');
  const other = await database.connect();
  await other.query("begin; insert into t values (1); prepare transaction 'q'");
  const building = upgrade();
  const named = await waitFor('the blocker', () =>
    events.find((event) => event.type === 'blocked' && event.blockers.some(({ prepared }) => prepared === 'q')),
  );
  expect(named).toBeTruthy();
  await other.query("rollback prepared 'q'");
  expect((await building).heads).toEqual(['bbbb']);
});

test('a subscription that is separated from its slot is dropped in a transaction', async () => {
  const database = await freshDatabase(server.url);
  const { upgrade } = runner(
    [
      {
        id: 'aaaa',
        up: "create subscription s connection 'host=none' publication p with (connect = false)",
        down: 'select 1',
      },
      {
        id: 'bbbb',
        revises: 'aaaa',
        up: 'alter subscription s set (slot_name = none); drop subscription s',
        down: 'select 1',
      },
    ],
    { url: database.url },
  );
  expect((await upgrade()).heads).toEqual(['bbbb']);
  expect(
    await database.query(
      'select from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())',
    ),
  ).toEqual([]);
});

test('event triggers that forbid DDL are named while the state is made', async () => {
  const database = await freshDatabase(server.url);
  await database.query(
    `create function public.no_ddl() returns event_trigger language plpgsql as $$begin raise exception 'ask the DBA'; end$$`,
  );
  await database.query('create event trigger "no DDL" on ddl_command_start execute function no_ddl()');
  const { upgrade } = runner([{ id: 'aaaa', up: 'select 1', down: 'select 1' }], database);
  const error: unknown = await upgrade().catch((each: unknown) => each);
  expect(error).toMatchObject({
    code: 'event-trigger-forbids',
    message: expect.stringContaining('ask the DBA. Event triggers there: no DDL (calls public.no_ddl())'),
    hint: expect.stringContaining('alter event trigger "no DDL" disable;'),
  });
  await database.query('alter event trigger "no DDL" disable');
  expect((await upgrade()).heads).toEqual(['aaaa']);
});

test('a new value of an enum that is used at once wants a revision of its own', async () => {
  const database = await freshDatabase(server.url);
  const { upgrade } = runner(
    [
      {
        id: 'aaaa',
        up: "create type mood as enum ('sad'); create table t (m mood)",
        down: 'drop table t; drop type mood',
      },
      {
        id: 'bbbb',
        revises: 'aaaa',
        up: "alter type mood add value 'happy'; insert into t values ('happy')",
        down: 'select 1',
      },
    ],
    database,
  );
  const error: unknown = await upgrade().catch((each: unknown) => each);
  expect(error).toMatchObject({
    code: 'statement-failed',
    facts: { sqlState: '55P04' },
    hint: expect.stringContaining('a separate revision'),
  });
});

test.each([
  ['select\u00A01', 'U+00A0 (no-break space)', 7],
  ['select 1;\nselect 1 \u200Bfrom pg_class', 'U+200B (zero width space)', 10],
  ['alter table pg_class\uFEFF add x integer', 'U+FEFF (byte order mark)', 21],
])('%j: the character that cannot be seen is named', async (up, name, column) => {
  const database = await freshDatabase(server.url);
  const { upgrade } = runner([{ id: 'aaaa', up, down: 'select 1' }], database);
  const error: unknown = await upgrade().catch((each: unknown) => each);
  expect(error).toMatchObject({ code: 'statement-failed', facts: { invisible: name, column } });
  expect(String(error)).toContain(`It has an invisible character: ${name}`);
});
