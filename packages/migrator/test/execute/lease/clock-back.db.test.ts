import { describe, expect, test } from 'vitest';
import { openPgDatabase } from '../../../src/adapters/pg/pg-database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { manyTables } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const request = { runId: 'holder', host: 'other-host', pid: 42, runs: 'upgrade heads', durationMs: 600 };

/** As if the database's clock had been right before, and were slow by this much now. */
function setBack({ query }: FreshDatabase, by: string): Promise<unknown> {
  return query(
    `update braid.lease set heartbeat_at = clock_timestamp() + '${by}', expires_at = clock_timestamp() + '${by}'::interval + '600 ms'`,
  );
}

async function held(database: FreshDatabase) {
  const holder = openPgDatabase({ url: database.url, source: 'test', toolVersion: '0.0.0-test' });
  await holder.ensureState();
  const answer = await holder.acquireLease(request);
  if (!answer.granted) throw new Error('not granted');
  return { holder, lease: answer.lease };
}

describe('after the clock of the database was set back', () => {
  test.each(['1 hour', '20 years', '2 s'])('by %s, a dead runner locks nobody out', async (by) => {
    const database = await freshDatabase();
    const { holder, lease } = await held(database);
    await setBack(database, by);
    const { upgrade, events } = runner(manyTables(3), { ...database, options: { leaseWaitMs: 30_000 } });
    expect((await upgrade()).heads).toEqual(['r002']);
    expect(events.map(({ type }) => type)).toContain('waiting-for-lease');
    const takenOverFrom = expect.objectContaining({ runId: 'holder' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'lease-acquired', takenOverFrom }));
    // Whatever it was about to commit is refused.
    expect(await holder.renewLease(lease)).toBe(false);
    const late = { action: 'stamp', changes: [{ kind: 'remove', revision: 'r002', slice: 's' }] } as const;
    await expect(holder.changeState(lease, late.action, late.changes)).rejects.toMatchObject({ code: 'lease-lost' });
    await holder.close();
  });

  test('a runner that sends heartbeats keeps its lease, however far ahead they are', async () => {
    const database = await freshDatabase();
    const { holder, lease } = await held(database);
    await setBack(database, '1 hour');
    let beats = 0;
    const { upgrade } = runner(manyTables(3), {
      ...database,
      options: { leaseWaitMs: 2_000 },
      pause: async (milliseconds) => {
        beats += 1;
        await setBack(database, `${3_600 + beats} s`);
        await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 300)));
      },
    });
    await expect(upgrade()).rejects.toMatchObject({ code: 'lease-busy' });
    expect(beats).toBeGreaterThan(4);
    // The next real heartbeat brings the row in line with the clock.
    expect(await holder.renewLease(lease)).toBe(true);
    const ahead = 'select heartbeat_at > clock_timestamp() as ahead from braid.lease';
    expect(await database.query(ahead)).toEqual([{ ahead: false }]);
    await holder.close();
  });

  test('a heartbeat that comes between the last look and the takeover counts', async () => {
    const database = await freshDatabase();
    const { holder, lease } = await held(database);
    await setBack(database, '1 hour');
    const waiter = openPgDatabase({ url: database.url, source: 'test', toolVersion: '0.0.0-test' });
    const seen = await waiter.acquireLease({ ...request, runId: 'waiter' });
    if (seen.granted) throw new Error('granted');
    expect(seen.heartbeat).toMatchObject({ leaseMs: 600, isAhead: true });
    await setBack(database, '2 hours');
    const again = await waiter.acquireLease({ ...request, runId: 'waiter' }, seen.heartbeat?.mark);
    expect(again).toMatchObject({ granted: false });
    expect(await holder.renewLease(lease)).toBe(true);
    await Promise.all([holder.close(), waiter.close()]);
  });
});
