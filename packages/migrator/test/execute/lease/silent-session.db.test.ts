import { describe, expect, onTestFinished, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import type { DataRevisionRunner } from '../../../src/execute/run-request.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { line, manyTables, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';
import { type Silence, type SilentRelay, silentRelay } from '../support/silent-relay.ts';

const base: RevisionText = { id: 'aaaa', up: 'create table items (id int)', down: 'drop table items' };
const waits = 'select pg_advisory_xact_lock_shared(1)';
const options = 'lock-timeout=60s';
const off = `transaction=off ${options}`;

interface Section {
  readonly revision: Omit<RevisionText, 'id' | 'down'>;
  readonly dataRunner?: DataRevisionRunner;
}

const code: DataRevisionRunner = async ({ session }) => {
  await session.execute(waits);
  await session.execute('insert into items select 1 where not exists (select from items)');
};
const sections: Readonly<Record<string, Section>> = {
  'in a transaction': { revision: { up: `insert into items values (1);\n${waits}`, options } },
  'statements with checkpoints': { revision: { up: `${waits};\ninsert into items values (1)`, options: off } },
  'a statement alone': {
    revision: { up: 'create index concurrently items_id on items (id);\ninsert into items values (1)', options: off },
  },
  'code in a transaction': { revision: { up: '', kind: 'ts', options }, dataRunner: code },
  'code without one': { revision: { up: '', kind: 'ts', options: off }, dataRunner: code },
};
const ways: readonly Silence[] = ['to the server', 'to the client', 'either way'];
const cases = Object.keys(sections).flatMap((section, index) =>
  // Each way at least once with each kind of message; all of them in `npm run test:faults`.
  ways.filter((_, at) => process.env.BRAID_FAULTS === 'full' || at === index % 3).map((way) => [section, way] as const),
);

async function relayed(url: string): Promise<SilentRelay> {
  const relay = await silentRelay(url);
  onTestFinished(() => relay.close());
  return relay;
}

describe('a session whose socket is open and silent is given up, and the run continues with another', () => {
  test.each(cases)('%s, nothing comes through %s', async (name, way) => {
    const { revision, dataRunner } = sections[name] ?? { revision: { up: '' } };
    const database = await freshDatabase();
    await runner([base], database).upgrade();
    const blocker = await database.connect();
    await blocker.query('begin; select pg_advisory_xact_lock(1); insert into items values (7)');
    const relay = await relayed(database.url);
    const last = { id: 'cccc', up: 'insert into items select 2', down: 'select 1' };
    const revisions = line(base, { id: 'bbbb', down: 'select 1', ...revision }, last);
    const { upgrade, events } = runner(revisions, {
      url: relay.url,
      // One revision a message: what the server has of the first one goes on without this process.
      options: { leaseMs: 600, batchRevisions: 1 },
      ...(dataRunner === undefined ? {} : { dataRunner }),
    });
    const upgrading = upgrade();
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
    await waitFor('the statement to wait', async () => (await database.query(waiting)).length > 0);
    relay.silence(0, way);
    await blocker.query('rollback');
    expect((await upgrading).heads).toEqual(['cccc']);
    const why = expect.stringContaining('no data passes between');
    expect(events).toContainEqual(expect.objectContaining({ type: 'reconnecting', why }));
    expect(await database.query('select * from items')).toEqual([{ id: 1 }, { id: 2 }]);
    const index = await database.query("select indisvalid from pg_index where indexrelid = to_regclass('items_id')");
    expect(index).toEqual(name === 'a statement alone' ? [{ indisvalid: true }] : []);
    const left = 'select 1 from braid.progress union all select 1 from braid.lease where run_id is not null';
    expect(await database.query(left)).toEqual([]);
  });
});

test('a statement that the server works on may take as long as it likes', async () => {
  const database = await freshDatabase();
  const blocker = await database.connect();
  await blocker.query('select pg_advisory_lock(1)');
  const { upgrade, events } = runner([{ id: 'aaaa', up: waits, down: 'select 1', options }], {
    ...database,
    options: { leaseMs: 300 },
  });
  const upgrading = upgrade();
  await waitFor('many times the length of the lease', async () => {
    const beaten = "select 1 from braid.lease where heartbeat_at > since + interval '2 s'";
    const there = await database.query("select to_regclass('braid.lease') is not null as there");
    return there[0]?.there === true && (await database.query(beaten)).length > 0;
  });
  await blocker.end();
  expect((await upgrading).heads).toEqual(['aaaa']);
  expect(events.map(({ type }) => type)).not.toContain('reconnecting');
});

describe('a message of Braid’s own that nobody answers', () => {
  const open = (url: string) =>
    openPgDatabase({ url, source: 'test', toolVersion: '0.0.0-test', answerTimeoutMs: 2_000 });
  const lost = { code: 'database-connection-lost', message: expect.stringContaining('did not answer') };

  test.each(ways)('is given up where nothing comes through %s', async (way) => {
    const database = await freshDatabase();
    const relay = await relayed(database.url);
    const opened = open(relay.url);
    await opened.readState();
    await opened.ensureState();
    relay.silence(0, way);
    await expect(opened.readState()).rejects.toMatchObject(lost);
    // The next look is on another connection.
    expect(await opened.readState()).toMatchObject({ initialized: true });
    await opened.close();
  });

  test('does not end a lease that nobody wants: it is released again by the run that holds it', async () => {
    const database = await freshDatabase();
    const relay = await relayed(database.url);
    const opened = open(relay.url);
    const { upgrade } = runner(manyTables(3), {
      url: relay.url,
      database: {
        ...opened,
        acquireNew: async (request) => {
          if (relay.connections === 1) relay.silence(0, 'to the client');
          return await opened.acquireNew(request);
        },
      },
    });
    expect((await upgrade()).heads).toEqual(['r002']);
    expect(relay.connections).toBeGreaterThan(1);
  });
});

describe('the connection of the heartbeat', () => {
  test('one handshake that is never answered costs no lease', async () => {
    const database = await freshDatabase();
    const blocker = await database.connect();
    await blocker.query('select pg_advisory_lock(1)');
    const relay = await relayed(database.url);
    const { upgrade, events } = runner([{ id: 'aaaa', up: waits, down: 'select 1', options }], {
      url: relay.url,
      options: { leaseMs: 1_500 },
    });
    const upgrading = upgrade();
    await waitFor('the statement to wait', async () => {
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
      return (await database.query(waiting)).length > 0;
    });
    relay.next = 'swallowed';
    await waitFor('the handshake', () => relay.connections === 2);
    relay.next = 'forwarded';
    await waitFor('heartbeats', async () => {
      const beaten = "select 1 from braid.lease where heartbeat_at > since + interval '1500 ms'";
      return (await database.query(beaten)).length > 0;
    });
    // At no moment could another runner have taken over.
    expect(events.map(({ type }) => type)).not.toContain('heartbeat-failed');
    const other = openPgDatabase({ url: database.url, source: 'test', toolVersion: '0.0.0-test' });
    const identity = { host: 'elsewhere', pid: 1, runs: 'upgrade heads' };
    const asked = await other.acquireLease({ runId: 'other', durationMs: 1_500, ...identity });
    expect(asked).toMatchObject({ granted: false });
    await other.close();
    await blocker.end();
    expect((await upgrading).heads).toEqual(['aaaa']);
  });
});
