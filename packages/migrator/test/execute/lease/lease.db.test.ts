import { describe, expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { manyTables } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const request = (runId: string, durationMs = 60_000) => ({
  runId,
  host: 'other-host',
  pid: 42,
  runs: 'upgrade heads',
  durationMs,
});

function open(url: string) {
  return openPgDatabase({ url, source: 'test', toolVersion: '0.0.0-test' });
}

const once = 'select revision, direction, count(*)::int as n from runs group by 1, 2 having count(*) > 1';

describe('one runner at a time', () => {
  test.each([2, 10])('%i at once on an empty database: each revision runs once', async (count) => {
    const database = await freshDatabase();
    const revisions = manyTables(30);
    const runs = await Promise.all(Array.from({ length: count }, () => runner(revisions, database).upgrade()));
    expect(runs.filter(({ ran }) => ran.length > 0).reduce((sum, { ran }) => sum + ran.length, 0)).toBe(30);
    expect(runs.every(({ heads }) => heads.join() === 'r029')).toBe(true);
    expect(await database.query(once)).toEqual([]);
    const down = await Promise.all(Array.from({ length: count }, () => runner(revisions, database).downgrade()));
    expect(down.reduce((sum, { ran }) => sum + ran.length, 0)).toBe(30);
    expect((await runner(revisions, database).upgrade()).heads).toEqual(['r029']);
  });

  test('a waiter says who it waits for and gives up in time', async () => {
    const database = await freshDatabase();
    const other = open(database.url);
    await other.ensureState();
    const held = await other.acquireLease(request('other'));
    expect(held.granted).toBe(true);
    const { upgrade, events } = runner(manyTables(3), { ...database, options: { leaseWaitMs: 300 } });
    await expect(upgrade()).rejects.toMatchObject({
      code: 'lease-busy',
      outcome: 'busy',
      facts: { host: 'other-host', pid: 42, runs: 'upgrade heads' },
    });
    expect(events[0]).toMatchObject({ type: 'waiting-for-lease', holder: { host: 'other-host', pid: 42 } });
    await other.close();
  });

  test('a lease that is released while somebody asks for it is taken over from nobody', async () => {
    const database = await freshDatabase();
    const holder = open(database.url);
    await holder.ensureState();
    expect(await holder.acquireLease(request('holder'))).toMatchObject({ granted: true });
    // Who asks can read the row, and comes no further until it is released.
    const between = await database.connect();
    await between.query('begin; lock table braid.lease in exclusive mode');
    const waiter = open(database.url);
    const asked = waiter.acquireLease(request('waiter'));
    await waitFor(
      'the waiter',
      async () =>
        (await database.query("select from pg_locks where not granted and relation = 'braid.lease'::regclass")).length >
        0,
    );
    await between.query('update braid.lease set run_id = null, expires_at = null; commit');
    const answer = await asked;
    expect(answer).toMatchObject({ granted: true });
    expect(answer).not.toHaveProperty('takenOverFrom');
    await Promise.all([holder.close(), waiter.close()]);
  });

  test('the lease of a dead runner is taken over when it expires, and its late commit is refused', async () => {
    const database = await freshDatabase();
    const dead = open(database.url);
    await dead.ensureState();
    const held = await dead.acquireLease(request('dead', 200));
    if (!held.granted) throw new Error('not granted');
    const { upgrade, events } = runner(manyTables(3), database);
    expect((await upgrade()).heads).toEqual(['r002']);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'lease-acquired', takenOverFrom: expect.objectContaining({ runId: 'dead' }) }),
    );
    const late = await dead.applyBatch(held.lease, {
      units: [
        {
          record: { revision: 'late', slice: 's', direction: 'upgrade', parents: [], dependencies: [], checksum: 'x' },
          attemptId: 'a',
          statements: [{ sql: 'create table late (id int)', offset: 0, line: 1, column: 1 }],
          limits: {},
        },
      ],
    });
    expect(late).toMatchObject({ kind: 'failed', committed: 0, failure: { sqlState: 'BR001' } });
    expect(await dead.renewLease(held.lease)).toBe(false);
    expect(await database.query("select to_regclass('late') as late")).toEqual([{ late: null }]);
    await dead.close();
  });

  test('between the fence and COMMIT nobody can take over', async () => {
    const database = await freshDatabase();
    const holder = open(database.url);
    await holder.ensureState();
    const held = await holder.acquireLease(request('holder', 1));
    if (!held.granted) throw new Error('not granted');
    const client = await database.connect();
    await client.query('begin');
    await client.query('select braid.fence($1, $2)', [held.lease.token, 'holder']);
    const taker = open(database.url);
    const taking = taker.acquireLease(request('taker'));
    await waitFor('the takeover to queue behind the fence', async () => {
      const rows = await database.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%braid%' and datname = current_database()",
      );
      return rows.length > 0;
    });
    await client.query('commit');
    expect(await taking).toMatchObject({ granted: true });
    await expect(client.query('select braid.fence($1, $2)', [held.lease.token, 'holder'])).rejects.toMatchObject({
      code: 'BR001',
    });
    await Promise.all([holder.close(), taker.close()]);
  });

  test('a heartbeat does not wait for a transaction that has passed the fence', async () => {
    const database = await freshDatabase();
    const holder = open(database.url);
    await holder.ensureState();
    const held = await holder.acquireLease(request('holder'));
    if (!held.granted) throw new Error('not granted');
    const client = await database.connect();
    await client.query('begin');
    await client.query('select braid.fence($1, $2)', [held.lease.token, 'holder']);
    expect(await holder.renewLease(held.lease)).toBe(true);
    await client.query('commit');
    await holder.close();
  });

  test('a run longer than its lease keeps it by its heartbeat', async () => {
    const database = await freshDatabase();
    const client = await database.connect();
    await client.query('select pg_advisory_lock(1)');
    const key = 'select pg_advisory_xact_lock_shared(1)';
    const slow = [{ id: 'aaaa', up: key, down: 'select 1', options: 'lock-timeout=60s' }];
    const { upgrade } = runner(slow, { ...database, options: { leaseMs: 1_500 } });
    const upgrading = upgrade();
    await waitFor('heartbeats beyond the first expiry', async () => {
      const beaten =
        "select 1 from braid.lease where heartbeat_at > since + interval '1500 ms' and expires_at > heartbeat_at";
      return (await database.query(beaten)).length > 0;
    });
    await client.end();
    expect((await upgrading).heads).toEqual(['aaaa']);
  });
});
