import { beforeAll, describe, expect, test } from 'vitest';
import { line, type RevisionText } from '../execute/support/revisions.ts';
import { runner } from '../execute/support/runner.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { note, printTableAtEnd, sample } from './support/fault-table.ts';
import { buildChild, spawnRunner } from './support/spawn-runner.ts';

beforeAll(buildChild);
printTableAtEnd();

const base: RevisionText = { id: 'g000', up: 'create table items (n int)', down: 'drop table items' };
const waits = 'select pg_advisory_xact_lock_shared(1)';
const options = 'lock-timeout=60s';
const off = `transaction=off ${options}`;
const insert = 'insert into items select 1 where not exists (select from items)';

/** What the holder is in the middle of when it is frozen, and goes on with when it wakes. */
const sections: readonly (readonly [string, Omit<RevisionText, 'id' | 'down'>, renews: boolean])[] = [
  ['in a transaction', { up: `${waits};\n${insert}`, options }, false],
  ['statements with checkpoints', { up: `${waits};\n${insert}`, options: off }, false],
  ['a statement alone', { up: `create index concurrently items_n on items (n);\n${insert}`, options: off }, false],
  ['data', { up: '', kind: 'ts', options }, false],
  ['data without a transaction', { up: '', kind: 'ts', options: off }, false],
  ['data without a transaction, and while it renews its lease', { up: '', kind: 'ts', options: off }, true],
];

describe('a holder that is frozen past its lease and wakes beside its successor', () => {
  test.each(sample(sections, 6))('%s', async (name, revision, renews) => {
    const database = await freshDatabase();
    await runner([base], database).upgrade();
    const blocker = await database.connect();
    await blocker.query('begin; select pg_advisory_xact_lock(1); insert into items values (7)');
    const revisions = line(base, { id: 'g001', down: 'select 1', ...revision });
    const limits = { leaseMs: 600, lockTimeoutMs: 60_000, maxLockTimeoutMs: 60_000 };
    const code = [waits, insert];
    const child = spawnRunner({ url: database.url, revisions, options: limits, action: 'upgrade', code });
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
    await waitFor('the holder to wait', async () => (await database.query(waiting)).length > 0);
    const renewal = renews ? await database.connect() : undefined;
    await renewal?.query('begin; select from braid.lease for update');
    if (renewal !== undefined)
      await waitFor('its renewal to wait', async () => (await database.query(waiting)).length > 1);
    child.process.kill('SIGSTOP');
    const frozenAt = performance.now();
    await renewal?.query('rollback');
    const { upgrade, events } = runner(revisions, {
      ...database,
      options: limits,
      dataRunner: async ({ session }) => {
        for (const sql of code) await session.execute(sql);
      },
    });
    const upgrading = upgrade();
    await waitFor('the takeover', () =>
      events.some((event) => event.type === 'lease-acquired' && event.takenOverFrom !== undefined),
    );
    await blocker.query('rollback');
    expect((await upgrading).heads).toEqual(['g001']);
    // A renewal counts as lost after a second.
    if (renews !== undefined)
      await waitFor('the renewal to be overdue', async () => performance.now() - frozenAt > 1_100);
    child.process.kill('SIGCONT');
    const { report } = await child.ended;
    // Frozen while it renewed its lease, it takes the answer for lost when it wakes, connects and asks for the lease
    // again, and reads that another one has done what it was to do.
    const agrees = report?.ok === true;
    expect(report).toMatchObject(agrees ? { ran: 1, heads: ['g001'] } : { ok: false, code: 'lease-lost' });
    // What it was in the middle of is there once, and it did nothing after it woke.
    expect(await database.query('select n from items')).toEqual([{ n: 1 }]);
    const index = await database.query("select indisvalid from pg_index where indexrelid = to_regclass('items_n')");
    expect(index).toEqual(name === 'a statement alone' ? [{ indisvalid: true }] : []);
    expect(await database.query('select 1 from braid.progress')).toEqual([]);
    note(`frozen holder, ${name}`, agrees ? 'found it done when it woke' : 'stopped when it woke (lease-lost)');
  });
});
