import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DataRevisionRunner } from '../../src/execute/run-request.ts';
import { BASE, CLEAN, expectRight, LEFTOVERS, STATE } from '../execute/support/leftovers.ts';
import { line, manyTables, type RevisionText } from '../execute/support/revisions.ts';
import { runner } from '../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { note, printTableAtEnd } from './support/fault-table.ts';
import { openPooler, type PoolerKind } from './support/pgbouncer.ts';

printTableAtEnd();

/** `npm run test:pgbouncer` runs every case with the real thing, `npm test` some with a proxy that does the same. */
const real = process.env.BRAID_PGBOUNCER === 'yes';
const kinds: readonly PoolerKind[] = real ? ['pgbouncer, transaction', 'pgbouncer, session'] : ['own proxy'];

async function pooled(kind: PoolerKind, database: FreshDatabase, size: number): Promise<string> {
  const pooler = await openPooler(kind, database.url, size);
  onTestFinished(() => pooler.close());
  return pooler.url;
}

/** What is in the one session that the pooler has, as the next client of it finds it. */
async function left(url: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(STATE)).rows;
  } finally {
    await client.end();
  }
}

/** What a revision does first and then, in a session that is as good as new for both. */
type Steps = readonly [leaves: string, next: string];

interface Section {
  readonly options?: string;
  readonly dataRunner?: (steps: Steps) => DataRevisionRunner;
}

/** In a transaction the next revision must find nothing; without one, the next statement neither. */
const inTransaction =
  (leaves: string): DataRevisionRunner =>
  async ({ session }) =>
    void (await session.execute(leaves));
const each =
  (steps: Steps): DataRevisionRunner =>
  async ({ session }) => {
    for (const sql of steps) await session.execute(sql);
  };
/** As Drizzle sends what `op.db.transaction` is asked for. */
const driver =
  ([leaves, next]: Steps): DataRevisionRunner =>
  async ({ session: { client } }) => {
    if (typeof client !== 'object' || client === null) throw new Error('no client');
    const query: unknown = Reflect.get(client, 'query');
    if (typeof query !== 'function') throw new Error('no client');
    for (const text of ['begin', leaves, 'commit', next]) await Reflect.apply(query, client, [{ text }]);
  };
const off = 'transaction=off';
const sections: Readonly<Record<string, Section>> = {
  'in a transaction': {},
  'without a transaction': { options: off },
  code: { dataRunner: ([leaves]) => inTransaction(leaves) },
  'code without a transaction': { dataRunner: each, options: off },
  'code with a transaction of its own': { dataRunner: driver, options: off },
};

describe.each(kinds)('%s: what a revision leaves in its session is gone', (kind) => {
  const cases = LEFTOVERS.flatMap(([what, leftover], index) =>
    Object.entries(sections)
      .filter((_, at) => real || at === index % 5)
      .map(([where, section]) => [what, where, leftover, section] as const),
  );

  test.each(cases)('%s, %s', async (_what, where, leftover, { options = '', dataRunner }) => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 1);
    // Behind a pooler these are refused by name: see below.
    const isRefused = options !== '' && dataRunner === undefined && /^set /i.test(leftover.leaves);
    const { leaves, next } = leftover;
    const down = 'select 1';
    const last: RevisionText = { id: 'cccc', up: next, down };
    const up = options === off ? `${leaves};\n${next}` : leaves;
    const list: readonly RevisionText[] = [
      { id: 'aaaa', up: BASE, down },
      dataRunner === undefined
        ? { id: 'bbbb', up, down, options }
        : { id: 'bbbb', up: '', down: '', kind: 'ts', options },
      ...(options === off ? [] : [last]),
    ];
    const { upgrade } = runner(line(...list), {
      url,
      ...(dataRunner === undefined ? {} : { dataRunner: dataRunner([leaves, next]) }),
    });
    if (isRefused) {
      await expect(upgrade()).rejects.toThrow(/pooler/);
    } else {
      // What comes next finds nothing of it.
      await expectRight(leftover, database.query, () => upgrade());
    }
    expect(await left(url)).toEqual([CLEAN]);
    note(`leftovers ${where}, ${kind}`, isRefused ? 'refused by name' : 'gone');
  });

  test.each(Object.keys(sections))('a failure leaves nothing either, %s', async (where) => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 1);
    const { options = '', dataRunner } = sections[where] ?? {};
    const locks = `do $$ begin perform pg_advisory_lock(7); perform set_config('search_' || 'path', 'app', false); end $$`;
    const fails = `${locks};\nselect 1 / 0`;
    const up: RevisionText =
      dataRunner === undefined
        ? { id: 'bbbb', up: fails, down: 'select 1', options }
        : { id: 'bbbb', up: '', down: '', kind: 'ts', options };
    const run = runner(line({ id: 'aaaa', up: BASE, down: 'select 1' }, up), {
      url,
      dataRunner: async ({ session }) => {
        await session.execute(locks);
        await session.execute('select 1 / 0');
      },
    });
    await expect(run.upgrade()).rejects.toMatchObject({ code: expect.stringMatching(/failed/) });
    expect(await left(url)).toEqual([CLEAN]);
  });

  test('a procedure that commits is refused by name, and so is a setting for the statements after it', async () => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 1);
    await database.query(
      `create procedure p() language plpgsql as $$ begin perform pg_advisory_lock(9); commit; end $$`,
    );
    const options = 'transaction=off';
    for (const up of ['call p()', "select set_config('search_path', 'app', false)", 'set search_path = app']) {
      const { upgrade } = runner([{ id: 'aaaa', up, down: 'select 1', options }], { url });
      await expect(upgrade()).rejects.toMatchObject({
        code: 'statement-failed',
        message: expect.stringContaining('pooler'),
        facts: { sqlState: '0A000' },
      });
      expect(await left(url)).toEqual([CLEAN]);
      await database.query('delete from braid.progress');
    }
  });

  test('a concurrent build and VACUUM work, whose statements have the limits of the section', async () => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 1);
    const options = 'transaction=off statement-timeout=7s';
    const shows = "insert into seen select current_setting('statement_timeout')";
    const { upgrade, downgrade } = runner(
      line(
        { id: 'aaaa', up: 'create table seen (t text)', down: 'drop table seen' },
        {
          id: 'bbbb',
          up: `create index concurrently i on seen (t);\n${shows};\nvacuum seen`,
          down: 'drop index concurrently i',
          options,
        },
        { id: 'cccc', up: '', down: '', kind: 'ts', options },
      ),
      { url, dataRunner: inTransaction(shows) },
    );
    expect((await upgrade()).heads).toEqual(['cccc']);
    expect(await database.query('select * from seen')).toEqual([{ t: '7s' }, { t: '7s' }]);
    expect((await downgrade()).heads).toEqual([]);
    expect(await left(url)).toEqual([CLEAN]);
  });
});

describe.each(kinds)('%s: the lease', (kind) => {
  const waits = 'select pg_advisory_xact_lock_shared(1)';
  const slow = [{ id: 'aaaa', up: waits, down: 'select 1', options: 'lock-timeout=60s' }];

  test('is kept by its heartbeat, waited for by others, and released', async () => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 4);
    const blocker = await database.connect();
    await blocker.query('select pg_advisory_lock(1)');
    const first = runner(slow, { url, options: { leaseMs: 900 } });
    const upgrading = first.upgrade();
    await waitFor('heartbeats beyond the first expiry', async () => {
      const there = await database.query("select to_regclass('braid.lease') is not null as there");
      const beaten = "select 1 from braid.lease where heartbeat_at > since + interval '900 ms'";
      return there[0]?.there === true && (await database.query(beaten)).length > 0;
    });
    const second = runner(slow, { url, options: { leaseWaitMs: 200 } });
    await expect(second.upgrade()).rejects.toMatchObject({ code: 'lease-busy' });
    await blocker.end();
    expect((await upgrading).heads).toEqual(['aaaa']);
    expect(await database.query('select 1 from braid.lease where run_id is not null')).toEqual([]);
    note(`heartbeat, ${kind}`, 'kept the lease');
  });

  test('that is lost ends the statement and fences the commit', async () => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 4);
    const blocker = await database.connect();
    await blocker.query('select pg_advisory_lock(1)');
    const { upgrade } = runner(slow, { url, options: { leaseMs: 900 } });
    const upgrading = expect(upgrade()).rejects.toMatchObject({ code: 'lease-lost' });
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
    await waitFor('the statement to wait', async () => (await database.query(waiting)).length > 0);
    await database.query(`update braid.lease set token = token + 1, run_id = 'successor', host = 'elsewhere', pid = 1`);
    await upgrading;
    expect(await database.query(waiting)).toEqual([]);
    expect(await database.query('select revision from braid.applied')).toEqual([]);
    note(`lost lease, ${kind}`, 'stopped');
  });

  test('many revisions go up and down', async () => {
    const database = await freshDatabase();
    const url = await pooled(kind, database, 2);
    const { upgrade, downgrade } = runner(manyTables(30), { url });
    expect((await upgrade()).heads).toEqual(['r029']);
    expect((await downgrade()).heads).toEqual([]);
  });
});
