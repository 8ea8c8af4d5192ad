import { expect, test } from 'vitest';
import { fleetRun } from '../../../src/commands/fleet/fleet-run.ts';
import { fleetWork } from '../../../src/commands/fleet/work/fleet-work.ts';
import { memoryFleet } from './memory-fleet.ts';

const up = { fleet: 'shop', direction: 'upgrade', targets: [] } as const;
const WORKERS = [1, 2, 3, 4];

test('all workers together keep the bounds, and each tenant is run once', async () => {
  const fleet = await memoryFleet(60, { engine: 'ledger', concurrency: { perServer: 2, total: 5 } });
  const work = WORKERS.map(() => fleetWork(fleet.bench, { fleet: 'shop', concurrency: 4 }));
  expect(await fleetRun(fleet.bench, up)).toMatchObject({ outcome: 'done', ran: 120, states: { done: 60 } });
  const ended = await Promise.all(work);
  expect(ended.reduce((sum, { done }) => sum + done, 0)).toBe(60);
  expect(fleet.seen.most).toBeGreaterThan(1);
  expect(fleet.seen.most).toBeLessThanOrEqual(5);
  expect(new Set(fleet.store.taken).size).toBe(fleet.store.taken.length);
  for (const database of fleet.databases.values()) {
    expect(database.log.filter(({ action, event }) => action === 'upgrade' && event === 'done')).toHaveLength(2);
  }
});

test('a spent budget stops workers within one window, and what no worker has is withdrawn', async () => {
  const window = 6;
  const budget = { failed: { percent: 1 }, consecutive: 1_000 };
  const fleet = await memoryFleet(200, { engine: 'ledger', budget, concurrency: { perServer: 6, total: window } });
  for (let index = 0; index < 200; index += 1) fleet.failing.add(`t${index}`);
  const work = WORKERS.map(() => fleetWork(fleet.bench, { fleet: 'shop', stay: true }));
  const result = await fleetRun(fleet.bench, up);
  expect(result).toMatchObject({ outcome: 'spent', ran: 0 });
  // Two may fail.
  expect(fleet.store.taken.length).toBeGreaterThan(2);
  expect(fleet.store.taken.length).toBeLessThanOrEqual(2 + 1 + window);
  expect(result.states.pending).toBe(200 - fleet.store.taken.length);
  fleet.stop.raise();
  for (const each of work) await expect(each).rejects.toMatchObject({ code: 'interrupted' });
});
