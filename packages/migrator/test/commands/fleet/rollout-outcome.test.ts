import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetRetry } from '../../../src/commands/fleet/fleet-orders.ts';
import type { FleetRunResult } from '../../../src/commands/fleet/fleet-result.ts';
import { fleetRun } from '../../../src/commands/fleet/fleet-run.ts';
import { FleetStoppedError } from '../../../src/errors/fleet/fleet-errors.ts';
import { memoryFleet } from './memory-fleet.ts';

const SIZE = 8;
const WAVES = [
  { name: '25%', percent: 25, soakMs: 0 },
  { name: '50%', percent: 50, soakMs: 0 },
  { name: '100%', percent: 100, soakMs: 0 },
];
const tenant = fc.integer({ min: 0, max: SIZE - 1 }).map((index) => `t${index}`);
const some = fc.uniqueArray(tenant, { minLength: 1, maxLength: 3 });

/** What somebody does to tenants behind the fleet's back, and the commands between. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('fail' as const), tenants: some }),
  fc.record({ kind: fc.constant('heal' as const) }),
  fc.record({ kind: fc.constant('empty' as const), tenants: some }),
  fc.record({ kind: fc.constant('leave' as const), tenants: some }),
  fc.record({ kind: fc.constant('come back' as const) }),
  fc.record({ kind: fc.constant('upgrade' as const), only: fc.option(some, { nil: undefined }) }),
  fc.record({ kind: fc.constant('wave' as const), wave: fc.integer({ min: 1, max: WAVES.length }) }),
  fc.record({ kind: fc.constant('retry' as const), only: fc.option(some, { nil: undefined }) }),
);

test('a success means that every tenant which it was about is there, whatever went before', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const fleet = await memoryFleet(SIZE, { waves: WAVES, budget: { failed: { percent: 100 }, consecutive: 1_000 } });
      const all = await fleet.tools.readTenants();
      let named = all;
      const bench = { ...fleet.bench, fleet: async () => ({ ...fleet.tools, readTenants: async () => named }) };
      const isThere = async (id: string) =>
        (await fleet.databases.get(id)?.readState())?.applied.some(({ revision }) => revision === 'a2') === true;
      const run = async (
        work: Promise<FleetRunResult>,
        selected: () => readonly string[] = () => named.map(({ id }) => id),
      ) => {
        let outcome = '';
        try {
          ({ outcome } = await work);
        } catch (error) {
          if (!(error instanceof FleetStoppedError) && !isUnknown(error)) throw error;
          outcome = error.code;
        }
        outcomes.add(outcome);
        if (outcome !== 'done' && outcome !== 'partial') return;
        const names = named.map(({ id }) => id);
        for (const id of selected()) if (names.includes(id)) expect([id, await isThere(id)]).toEqual([id, true]);
      };
      for (const each of steps) {
        switch (each.kind) {
          case 'fail':
            for (const id of each.tenants) fleet.failing.add(id);
            break;
          case 'heal':
            fleet.failing.clear();
            break;
          case 'empty':
            for (const id of each.tenants) fleet.databases.delete(id);
            break;
          case 'leave':
            named = all.filter(({ id }) => !each.tenants.includes(id));
            break;
          case 'come back':
            named = all;
            break;
          case 'upgrade': {
            const { only } = each;
            const options = { fleet: 'shop', direction: 'upgrade', targets: [], only } as const;
            await run(fleetRun(bench, options), only && (() => only));
            break;
          }
          case 'wave': {
            const options = { fleet: 'shop', direction: 'upgrade', targets: [], wave: String(each.wave) } as const;
            const inWave = () =>
              [...fleet.store.rows.values()].flatMap((row) => (row.wave < each.wave ? [row.tenant] : []));
            await run(fleetRun(bench, options), inWave);
            break;
          }
          case 'retry': {
            const { only } = each;
            await run(fleetRetry(bench, { fleet: 'shop', only }), only && (() => only));
            break;
          }
        }
      }
    }),
    { numRuns: 60 },
  );
  expect([...outcomes]).toEqual(expect.arrayContaining(['done', 'partial', 'stragglers']));
});

function isUnknown(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && error.code === 'fleet-unknown';
}
