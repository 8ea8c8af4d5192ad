import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runner } from '../execute/support/runner.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { waitFor } from '../support/wait-for.ts';
import { expectConsistent, expectWhole } from './support/expect-whole.ts';
import { full, note, printTableAtEnd } from './support/fault-table.ts';
import { closeGate, gatedPlan, prepareGates } from './support/gated-plan.ts';
import { transactionPooler } from './support/pgbouncer.ts';
import { poolingProxy } from './support/pooling-proxy.ts';
import { buildChild, spawnRunner } from './support/spawn-runner.ts';

beforeAll(buildChild);
printTableAtEnd();

const kinds = [
  ['transactional', true],
  ['transaction=off', false],
] as const;
const rounds = Array.from({ length: full ? 5 : 1 }, (_, index) => index);

/** Twenty at once, each with connections of its own (and in the full suite a process of its own): one does the work, the others find nothing to do. */
async function twenty(database: FreshDatabase, url: string, plan: ReturnType<typeof gatedPlan>, fault: string) {
  const options = { leaseMs: 5_000 };
  const inProcess = async (action: 'upgrade' | 'downgrade') =>
    (await runner(plan.revisions, { url, options })[action]()).ran.length;
  const asProcess = async (action: 'upgrade' | 'downgrade') => {
    const { report } = await spawnRunner({ url, revisions: plan.revisions, options, action }).ended;
    return report?.ok === true ? report.ran : report?.message;
  };
  for (const action of ['upgrade', 'downgrade'] as const) {
    const run = full ? asProcess : inProcess;
    const ran = await Promise.all(Array.from({ length: 20 }, () => run(action)));
    expect(ran.every((count) => typeof count === 'number') || ran).toBe(true);
    expect(ran.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(plan.revisions.length);
    await expectConsistent(database);
    note(`${fault}, ${action}`, 'each revision ran once');
  }
  await expectWhole(database, plan.revisions);
}

describe.each(kinds)('%s', (kind, transaction) => {
  const plan = gatedPlan(20, transaction);

  test.each(rounds)('20 runners at once (round %i)', async () => {
    const database = await freshDatabase();
    await prepareGates(database);
    await twenty(database, database.url, plan, `20 runners at once, ${kind}`);
  });

  test.each(rounds)('20 runners at once through a transaction pooler (round %i)', async () => {
    const database = await freshDatabase();
    await prepareGates(database);
    const pooler = await transactionPooler(database.url, 5);
    onTestFinished(() => pooler.close());
    await twenty(database, pooler.url, plan, `20 runners through ${pooler.kind}, ${kind}`);
  });

  test.each(rounds)('the lease holder is frozen past its lease, then woken (round %i)', async (round) => {
    const database = await freshDatabase();
    await prepareGates(database);
    const number = 2 * ((round * 7) % 20) + 1;
    const gate = await closeGate(database, number);
    // One revision a message, so that the frozen one still has messages to send.
    const options = { leaseMs: 600, lockTimeoutMs: 60_000, maxLockTimeoutMs: 60_000, batchRevisions: 1 };
    const child = spawnRunner({ url: database.url, revisions: plan.revisions, options, action: 'upgrade' });
    await gate.reached(child);
    child.process.kill('SIGSTOP');
    const { upgrade, events } = runner(plan.revisions, { ...database, options });
    const upgrading = upgrade();
    await waitFor('the takeover', () =>
      events.some((event) => event.type === 'lease-acquired' && event.takenOverFrom !== undefined),
    );
    await gate.open();
    expect((await upgrading).heads).toEqual([plan.revisions.at(-1)?.id]);
    child.process.kill('SIGCONT');
    const { report } = await child.ended;
    // Frozen while it renewed its lease, it connects and asks again, and reads that another one has done it all.
    const agrees = report?.ok === true;
    const heads = [plan.revisions.at(-1)?.id];
    expect(report).toMatchObject(agrees ? { heads } : { ok: false, code: 'lease-lost' });
    await expectWhole(database, plan.revisions);
    const outcome = agrees ? 'found it done' : 'its commit was refused (lease-lost)';
    note(`holder frozen past its lease, then woken, ${kind}`, outcome);
  });
});

describe('our own pooler', () => {
  const stop: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stop.map((each) => each())));

  test('really changes the server session between transactions', async () => {
    const database = await freshDatabase();
    const proxy = await poolingProxy(database.url, 3);
    stop.push(() => proxy.close());
    await prepareGates(database);
    const plan = gatedPlan(10, false);
    await Promise.all([1, 2, 3, 4].map(() => runner(plan.revisions, { url: proxy.url }).upgrade()));
    expect(proxy.switches).toBeGreaterThan(0);
    await expectWhole(database, plan.revisions);
  });

  test('forwards a cancel request, so that two signals stop a statement behind it too', async () => {
    const database = await freshDatabase();
    const proxy = await poolingProxy(database.url, 3);
    stop.push(() => proxy.close());
    const { upgrade, stop: signal } = runner([{ id: 'g000', up: 'select pg_sleep(60)', down: 'select 1' }], {
      url: proxy.url,
    });
    const upgrading = upgrade();
    await waitFor(
      'the statement',
      async () =>
        (
          await database.query(
            "select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()",
          )
        ).length > 0,
    );
    signal.raise();
    signal.raise();
    await expect(upgrading).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('does not let a SET of a transaction=off section pass for one that holds', async () => {
    const database = await freshDatabase();
    const proxy = await poolingProxy(database.url, 3);
    stop.push(() => proxy.close());
    const setting = [
      { id: 'g000', up: "set work_mem = '1MB';\nselect 1", down: 'select 1', options: 'transaction=off' },
    ];
    await expect(runner(setting, { url: proxy.url }).upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      message: expect.stringContaining('pooler'),
    });
  });
});
