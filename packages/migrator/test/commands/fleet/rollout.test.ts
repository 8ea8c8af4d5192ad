import { expect, test, vi } from 'vitest';
import { fleetPause, fleetResume, fleetRetry } from '../../../src/commands/fleet/fleet-orders.ts';
import { fleetPlan } from '../../../src/commands/fleet/fleet-plan.ts';
import { fleetRun } from '../../../src/commands/fleet/fleet-run.ts';
import { memoryFleet } from './memory-fleet.ts';

const up = { fleet: 'shop', direction: 'upgrade', targets: [] } as const;
const ALL = { failed: { percent: 100 }, consecutive: 1_000 } as const;

/** Every tenant has each revision, and none ran twice. */
async function expectWhole({ databases }: Awaited<ReturnType<typeof memoryFleet>>, size: number): Promise<void> {
  expect(databases.size).toBe(size);
  for (const database of databases.values()) {
    expect((await database.readState()).applied.map(({ revision }) => revision)).toEqual(['a1', 'a2']);
    expect(database.log.filter(({ action, event }) => action === 'upgrade' && event === 'done')).toHaveLength(2);
  }
}

test('everybody is brought to the heads, within the bounds of all servers and of each', async () => {
  const fleet = await memoryFleet(120, { concurrency: { perServer: 2, total: 7 } });
  expect(await fleetRun(fleet.bench, up)).toMatchObject({ outcome: 'done', ran: 240, states: { done: 120 } });
  expect(fleet.seen.atOnce).toBe(0);
  // How many really meet is up to the machine; never more than the bounds allow.
  expect(fleet.seen.most).toBeGreaterThan(1);
  expect(fleet.seen.most).toBeLessThanOrEqual(7);
  await expectWhole(fleet, 120);
  expect(await fleetRun(fleet.bench, up)).toMatchObject({ outcome: 'done', ran: 0, rollout: null });
});

test('fewer run at the same time on a server that does one after the other', async () => {
  const fleet = await memoryFleet(120);
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  let [line, running]: [Promise<unknown>, number] = [Promise.resolve(), 0];
  const together: number[] = [];
  const tools: typeof fleet.tools = {
    ...fleet.tools,
    serverOf: () => 'one',
    async withTenant(tenant, work) {
      running += 1;
      together.push(running);
      const turn = line.then(async () => {
        clock += 10;
        return await fleet.tools.withTenant(tenant, work);
      });
      line = turn;
      return await turn.finally(() => {
        running -= 1;
      });
    },
  };
  const result = await fleetRun({ ...fleet.bench, fleet: async () => tools }, up).finally(() => vi.restoreAllMocks());
  expect(result).toMatchObject({ outcome: 'done', states: { done: 120 } });
  // Two, and four to see whether that brings more; the limit is eight.
  expect(Math.max(...together)).toBe(4);
  expect(together.filter((each) => each <= 2).length).toBeGreaterThan(60);
  await expectWhole(fleet, 120);
});

test('only those that begin before any has ended begin one after the other', async () => {
  const fleet = await memoryFleet(20, { concurrency: { perServer: 1, total: 32 } });
  const tools = { ...fleet.tools, serverOf: () => 'one' };
  const latest = { ...fleet.bench.ambient, randomBytes: (length: number) => Buffer.alloc(length, 0xff) };
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const bench = { ...fleet.bench, fleet: async () => tools, ambient: latest };
  const result = await fleetRun(bench, up);
  const delays = timers.mock.calls.map(([, delay]) => delay);
  timers.mockRestore();
  expect(result).toMatchObject({ outcome: 'done', states: { done: 20 } });
  expect(delays).toContain(20);
  expect(delays).not.toContain(160);
});

test.each([
  // The budget allows as many as in the first column; the second says how many fail one after the other.
  [{ failed: { percent: 1 }, consecutive: 1_000 }, 3],
  [{ failed: { tenants: 0 }, consecutive: 1_000 }, 1],
  [{ failed: { percent: 100 }, consecutive: 3 }, 3],
])('a budget of %j stops within one window', async (budget, allowed) => {
  const window = 8;
  const fleet = await memoryFleet(200, { budget, concurrency: { perServer: 8, total: window } });
  for (let index = 0; index < 200; index += 1) fleet.failing.add(`t${index}`);
  const result = await fleetRun(fleet.bench, up);
  expect(result).toMatchObject({ outcome: 'spent', ran: 0 });
  expect(fleet.store.begun.length).toBeGreaterThanOrEqual(allowed);
  expect(fleet.store.begun.length).toBeLessThanOrEqual(allowed + window);
  expect(result.states.pending).toBe(200 - fleet.store.begun.length);
  await expect(fleetRun(fleet.bench, up)).rejects.toMatchObject({ code: 'fleet-stopped', outcome: 'busy' });
  fleet.failing.clear();
  expect(await fleetRetry(fleet.bench, { fleet: 'shop' })).toMatchObject({ outcome: 'done', states: { done: 200 } });
  await expectWhole(fleet, 200);
});

test('a failure in the first of several waves touches nobody of a later one', async () => {
  const waves = [
    { name: 'tier=canary', match: { attribute: 'tier', value: 'canary' }, soakMs: 0 },
    { name: '100%', percent: 100, soakMs: 0 },
  ];
  const fleet = await memoryFleet(200, { waves, budget: ALL });
  fleet.failing.add('t1');
  expect(await fleetRun(fleet.bench, up)).toMatchObject({
    outcome: 'spent',
    states: { done: 2, failed: 1, pending: 197 },
  });
  expect([...fleet.databases.keys()].sort()).toEqual(['t0', 't2']);
  fleet.failing.clear();
  expect(await fleetRetry(fleet.bench, { fleet: 'shop' })).toMatchObject({ outcome: 'done' });
  await expectWhole(fleet, 200);
});

test('--wave and --only do what they say, and the rest later', async () => {
  const waves = [
    { name: '10%', percent: 10, soakMs: 0 },
    { name: '100%', percent: 100, soakMs: 0 },
  ];
  const fleet = await memoryFleet(100, { waves });
  expect(await fleetRun(fleet.bench, { ...up, wave: '10%' })).toMatchObject({
    outcome: 'partial',
    states: { done: 10 },
  });
  const only = ['t98', 't99'];
  expect(await fleetRun(fleet.bench, { ...up, only })).toMatchObject({ outcome: 'partial' });
  expect(fleet.databases.has('t98') && fleet.databases.has('t99')).toBe(true);
  await expect(fleetRun(fleet.bench, { ...up, only: ['t100'] })).rejects.toMatchObject({ code: 'fleet-unknown' });
  await expect(fleetRun(fleet.bench, { ...up, wave: '3' })).rejects.toMatchObject({ code: 'fleet-unknown' });
  expect(await fleetRun(fleet.bench, up)).toMatchObject({ outcome: 'done', states: { done: 100 } });
  await expectWhole(fleet, 100);
});

test('a signal and a pause let end what runs, and leave the rest open', async () => {
  const fleet = await memoryFleet(50, { concurrency: { perServer: 1, total: 1 } });
  const begin = fleet.store.start;
  fleet.store.start = async (claim, tenant) => {
    if (fleet.store.begun.length === 10) await fleetPause(fleet.bench, { fleet: 'shop' });
    if (fleet.store.begun.length === 30) fleet.stop.raise();
    return await begin(claim, tenant);
  };
  expect(await fleetRun(fleet.bench, up)).toMatchObject({ outcome: 'paused', states: { done: 10, pending: 40 } });
  await expect(fleetRun(fleet.bench, up)).rejects.toMatchObject({ facts: { problem: 'paused' } });
  fleet.store.begun.length = 11;
  await expect(fleetResume(fleet.bench, { fleet: 'shop' })).rejects.toMatchObject({ code: 'interrupted' });
  const done = [...fleet.store.rows.values()].filter(({ state }) => state === 'done').length;
  expect(done).toBeLessThan(50);
  expect([...fleet.store.rows.values()].filter(({ state }) => state === 'running')).toEqual([]);
});

test('a plan is for where tenants are, and binds to them and to the files', async () => {
  const fleet = await memoryFleet(20);
  const first = await fleetPlan(fleet.bench, up);
  expect(first).toMatchObject({ pending: 20, groups: [{ tenants: 20, heads: [], headsAfter: ['a2'] }] });
  expect((await fleetPlan(fleet.bench, up)).hash).toBe(first.hash);
  await fleetRun(fleet.bench, { ...up, targets: ['a1'], only: ['t7'] });
  const second = await fleetPlan(fleet.bench, up);
  expect(second.hash).not.toBe(first.hash);
  expect(second.groups).toMatchObject([
    { tenants: 19, heads: [] },
    { tenants: 1, heads: ['a1'], examples: ['t7'] },
  ]);
  const bench = { ...fleet.bench, safety: { ...fleet.bench.safety, confirm: first.hash } };
  await expect(fleetRun(bench, up)).rejects.toMatchObject({ code: 'consent-for-other-plan' });
});

test('where the control database is protected, what loses something needs a yes to this plan', async () => {
  const fleet = await memoryFleet(5);
  await fleetRun(fleet.bench, up);
  const tools = { ...fleet.tools, protectedEnvironment: 'control' };
  const bench = { ...fleet.bench, fleet: async () => tools };
  const down = { fleet: 'shop', direction: 'downgrade', targets: ['a1'] } as const;
  const { hash } = await fleetPlan(bench, down);
  await expect(fleetRun(bench, down)).rejects.toMatchObject({
    code: 'confirmation-required',
    facts: { environment: 'control', question: 'Revert 1 revision in 5 tenants of shop on control?' },
    hint: expect.stringContaining(`--confirm ${hash}`),
  });
  const agreed = { ...bench, safety: { ...bench.safety, confirm: hash } };
  expect(await fleetRun(agreed, down)).toMatchObject({ outcome: 'done', ran: 5 });
});
