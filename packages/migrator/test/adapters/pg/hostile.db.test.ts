import { describe, expect, onTestFinished, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { connect } from '../../../src/adapters/pg/reach/connect.ts';
import { quoteIdentifier } from '../../../src/sql/names/quote-identifier.ts';
import { line, manyTables } from '../../execute/support/revisions.ts';
import { runner } from '../../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';

/** A login of its own, and the URL with it. */
async function login(database: FreshDatabase, name = `${database.name}_app`, password = 'c4n4ry') {
  await database.query(`create role ${quoteIdentifier(name)} login password '${password}'`);
  onTestFinished(async () => {
    await database
      .query(`drop owned by ${quoteIdentifier(name)} cascade; drop role ${quoteIdentifier(name)}`)
      .catch(() => {});
  });
  const url = new URL(database.url);
  url.username = encodeURIComponent(name);
  url.password = password;
  return { name, quoted: quoteIdentifier(name), url: url.href };
}

const upDownUp = async (url: string, options: { stateSchema?: string } = {}) => {
  const { upgrade, downgrade } = runner(manyTables(3), { url, ...options });
  expect((await upgrade()).heads).toEqual(['r002']);
  expect((await downgrade()).heads).toEqual([]);
  expect((await upgrade()).heads).toEqual(['r002']);
};

describe('hostile places', () => {
  test('a role that may create nothing on the database, with a schema for the state', async () => {
    const database = await freshDatabase();
    const app = await login(database);
    await database.query(
      `revoke create on database ${quoteIdentifier(database.name)} from public; grant create, usage on schema public to ${app.quoted}`,
    );
    await expect(runner(manyTables(3), app).upgrade()).rejects.toMatchObject({
      code: 'database-missing-right',
      hint: expect.stringContaining(`create schema "braid" authorization ${app.quoted}`),
    });
    await database.query(`create schema braid authorization ${app.quoted}`);
    await upDownUp(app.url);
  });

  test('a role without any right on somebody else’s state', async () => {
    const database = await freshDatabase();
    await runner(manyTables(3), database).upgrade();
    const app = await login(database);
    await expect(runner(manyTables(3), app).upgrade()).rejects.toMatchObject({ code: 'database-missing-right' });
  });

  test.each([
    ['a search_path with nothing in it', "''"],
    ['a search_path that hides pg_catalog', 'evil, pg_catalog'],
  ])('%s', async (_, path) => {
    const database = await freshDatabase();
    await database.query(`create schema evil;
      create function evil.always(text, text) returns boolean language sql immutable as 'select false';
      create operator evil.= (function = evil.always, leftarg = text, rightarg = text);
      create function evil.clock_timestamp() returns timestamptz language sql as $$ select 'epoch'::timestamptz $$;
      create table evil.applied (x int)`);
    await database.query(`alter database ${quoteIdentifier(database.name)} set search_path = ${path}`);
    const revisions = line(
      { id: 'aaaa', up: 'create table public.a (id int)', down: 'drop table public.a' },
      {
        id: 'bbbb',
        up: 'create index concurrently a_id on public.a (id)',
        down: 'drop index concurrently public.a_id',
        options: 'transaction=off',
      },
    );
    const { upgrade, downgrade, state, log } = runner(revisions, database);
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect((await state()).applied).toHaveLength(2);
    expect((await log()).length).toBeGreaterThan(3);
    expect((await downgrade()).heads).toEqual([]);
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test.each([['serializable'], ['repeatable read']])('default_transaction_isolation = %s', async (level) => {
    const database = await freshDatabase();
    await database.query(
      `alter database ${quoteIdentifier(database.name)} set default_transaction_isolation = '${level}'`,
    );
    await upDownUp(database.url);
  });

  test('limits of the role that would end everything at once', async () => {
    const database = await freshDatabase();
    const name = quoteIdentifier(database.name);
    await database.query(
      `alter database ${name} set lock_timeout = '1ms'; alter database ${name} set idle_in_transaction_session_timeout = '1ms'`,
    );
    await upDownUp(database.url);
    // What a failed statement says is not lost with the session that the server ends before a ROLLBACK arrives.
    const failing = runner([...manyTables(3), ...line({ id: 'fail', up: 'select 1 / 0', down: 'select 1' })], database);
    await expect(failing.upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { sqlState: '22012' },
    });
  });

  test('read-only by default', async () => {
    const database = await freshDatabase();
    await database.query(`alter database ${quoteIdentifier(database.name)} set default_transaction_read_only = on`);
    await expect(runner(manyTables(2), database).upgrade()).rejects.toMatchObject({
      code: 'database-read-only',
      facts: { reason: 'default_transaction_read_only' },
    });
    expect((await runner(manyTables(2), database).state()).initialized).toBe(false);
  });

  test('a database that is not UTF-8', async () => {
    const database = await freshDatabase();
    const name = `${database.name}_latin`;
    await database.query(`create database ${name} encoding 'LATIN1' locale 'C' template template0`);
    onTestFinished(async () => void (await database.query(`drop database ${name} with (force)`)));
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    await expect(runner(manyTables(2), { url: url.href }).upgrade()).rejects.toMatchObject({
      code: 'database-wrong-setting',
      facts: { setting: 'server_encoding', value: 'LATIN1' },
    });
  });

  test.each(['we"ird \'schema', 'größe 漢字 😀', 'x'.repeat(63), '$braid$', 'select'])(
    'a state schema named %j',
    async (stateSchema) => {
      const database = await freshDatabase();
      await upDownUp(database.url, { stateSchema });
      expect(await database.query(`select revision from ${quoteIdentifier(stateSchema)}.heads`)).toEqual([
        { revision: 'r002' },
      ]);
    },
  );

  test('names with quotes, spaces, unicode and 63 bytes', async () => {
    const database = await freshDatabase();
    const name = quoteIdentifier(`a"b c; -- ${'é'.repeat(20)}`);
    const { upgrade, downgrade } = runner(
      line(
        { id: 'aaaa', up: `create table ${name} (${name} int)`, down: `drop table ${name}` },
        {
          id: 'bbbb',
          up: `create index concurrently ${quoteIdentifier('i"x')} on ${name} (${name})`,
          down: `drop index concurrently ${quoteIdentifier('i"x')}`,
          options: 'transaction=off',
        },
      ),
      database,
    );
    expect((await upgrade()).heads).toEqual(['bbbb']);
    expect((await downgrade()).heads).toEqual([]);
    expect((await upgrade()).heads).toEqual(['bbbb']);
  });

  test('twenty create the state at once', async () => {
    const database = await freshDatabase();
    const databases = Array.from({ length: 20 }, () =>
      openPgDatabase({ url: database.url, source: 'test', toolVersion: '0' }),
    );
    await Promise.all(databases.map((each) => each.ensureState()));
    await Promise.all(databases.map((each) => each.close()));
    expect(await database.query('select count(*)::int as n from braid.lease')).toEqual([{ n: 1 }]);
  });

  test('a state of a newer Braid is refused', async () => {
    const database = await freshDatabase();
    const { upgrade, state } = runner(manyTables(2), database);
    await upgrade();
    await database.query('update braid.format set version = 99');
    await expect(state()).rejects.toMatchObject({ code: 'state-format-newer', facts: { found: 99 } });
  });

  test('a table of the state that somebody removed is an error, not an empty state', async () => {
    const database = await freshDatabase();
    const { upgrade, state } = runner(manyTables(2), database);
    await upgrade();
    await database.query('drop table braid.progress cascade');
    await expect(state()).rejects.toMatchObject({ code: 'state-statement-failed' });
  });
});

describe('connect', () => {
  test('an unknown database, a wrong password, a port where nobody listens', async () => {
    const database = await freshDatabase();
    const open = (change: (url: URL) => void) => {
      const url = new URL(database.url);
      change(url);
      return connect({ url: url.href, source: '--url', connectTimeoutMs: 2_000 }).catch((error: unknown) => error);
    };
    const found = await Promise.all([
      open((url) => {
        url.pathname = '/nowhere';
      }),
      open((url) => {
        url.username = 'nobody';
        url.password = 'c4n4ry';
      }),
      open((url) => {
        url.port = '1';
        url.password = 'c4n4ry';
      }),
      open((url) => {
        url.search = '?sslmode=require';
      }),
      connect({ url: 'postgres://u:c4n4ry@h:port/d', source: '--url' }).catch((error: unknown) => error),
    ]);
    expect(found).toMatchObject([
      { code: 'database-unknown' },
      { code: 'database-password-refused' },
      { code: 'database-host-unreachable' },
      { code: 'database-tls-refused' },
      { code: 'invalid-database-url' },
    ]);
    for (const error of found) expect(String(error) + JSON.stringify(error)).not.toContain('c4n4ry');
  });

  test('no password of a statement is in an error, an event or the log', async () => {
    const database = await freshDatabase();
    const role = `${database.name}_r`;
    const { upgrade, events, log } = runner(
      [{ id: 'aaaa', up: `create role ${role} password 'c4n4ry' c4n4ryx`, down: 'select 1' }],
      database,
    );
    const error = await upgrade().catch((each: unknown) => each);
    expect(error).toMatchObject({ code: 'statement-failed', facts: { sqlState: '42601' } });
    const everything = JSON.stringify([error, String(error), events, await log()]);
    expect(everything.replaceAll('c4n4ryx', '')).not.toContain('c4n4ry');
  });

  const SETS_PASSWORD = [
    "alter role no_such_role password /* rotated */ U&'c4n4ry'",
    "alter role no_such_role password $a$c4n4ry$a$ 'c4n4ry'",
    `create user mapping for public server none options ("password" 'c4n4ry')`,
    "create subscription s connection 'host=h password=''c4n4ry b'' x' publication p with (connect = false)",
    "do $$ begin execute 'alter role no_such_role password ''c4n4ry'''; end $$",
    "do $$ begin execute format('alter role %I password %L x', 'no_such_role', 'c4n4ry'); end $$",
    "do $$ declare password text := 'c4n4ry'; begin raise exception 'refused: %', password using detail = password, hint = password; end $$",
    "do $$ declare secret text := 'c4n4ry'; begin raise warning 'set to %', secret; perform 1 / 0; end $$",
    "create table u (id int, password text not null check (length(password) > 90)); insert into u (id, password) values (1, 'c4n4ry')",
    "select set_config('app.password', 'c4n4ry', true), 'c4n4ry'::int",
  ] as const;

  test('no password of a statement is in what the server says of it', async () => {
    const database = await freshDatabase();
    const shown: string[] = [];
    for (const up of SETS_PASSWORD) {
      const { upgrade, events, log } = runner([{ id: 'aaaa', up, down: 'select 1' }], database);
      const error = await upgrade().catch((each: unknown) => each);
      const everything = JSON.stringify([error, String(error), events, await log()]);
      if (!everything.includes('"code":"statement-failed"') || everything.includes('c4n4ry')) shown.push(everything);
    }
    expect(shown).toEqual([]);
  });
});
