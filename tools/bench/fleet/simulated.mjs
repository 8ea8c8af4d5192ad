import { bounded } from '../../../packages/migrator/dist/execute/bounded.js';
import { groupTenants } from '../../../packages/migrator/dist/fleet/plan/group-tenants.js';
import { fleetPlanHash } from '../../../packages/migrator/dist/fleet/plan/plan-hash.js';
import { readTenants } from '../../../packages/migrator/dist/fleet/read-tenants.js';
import { assignWaves } from '../../../packages/migrator/dist/fleet/waves.js';
import { judge, ms, tell } from '../goals.mjs';

/** Tenants that are nowhere: what the pure rooms and the bounds take for many. */
export async function simulated() {
  const small = await simulate(10_000);
  const large = await simulate(100_000);
  judge('100,000 tenants planned: waves, groups, hash; CPU', ms(large.planMs), large.planMs <= 5_000, '≤ 5000 ms');
  const growth = large.planMs / small.planMs;
  judge('… beside 10,000', `× ${growth.toFixed(1)}`, growth <= 15, '≤ 15, which is linear');
  tell('… wall, on a machine as busy as it is', ms(large.wallMs));
  tell('… begun and ended, 32 at a time', ms(large.runMs));
  tell('… heap', `${Math.round(large.heapMb)} MB, and ${Math.round(small.heapMb)} MB`);
}

/** @param {number} count */
async function simulate(count) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const rows = Array.from({ length: count }, (_, n) => ({
    id: `t${n}`,
    schema: `t${n}`,
    tier: n % 50 === 0 ? 'canary' : 'plain',
  }));
  const began = process.cpuUsage();
  const wallBegan = performance.now();
  const tenants = readTenants('shop', 'memory', rows);
  const waves = [
    { name: 'canary', match: { attribute: 'tier', value: 'canary' }, soakMs: 0 },
    { name: '10%', percent: 10, soakMs: 0 },
    { name: '100%', percent: 100, soakMs: 0 },
  ];
  assignWaves(tenants, waves);
  // Each has a list of its own, as when each is read on its own: ten different states.
  const looks = new Map(
    tenants.map(({ id }, n) => [
      id,
      /** @type {const} */ ({
        kind: 'state',
        state: {
          initialized: true,
          applied: Array.from({ length: n % 10 }, (_, at) => ({ revision: `r${at}`, checksum: 'c'.repeat(64) })),
          begun: [],
        },
      }),
    ]),
  );
  const grouped = groupTenants(looks, ({ applied }) => ({
    ...{ direction: /** @type {const} */ ('upgrade'), steps: [], heads: [] },
    headsBefore: applied.slice(-1).map(({ revision }) => revision),
  }));
  if (grouped.groups.length !== 10) throw new Error(`${grouped.groups.length} groups`);
  fleetPlanHash('shop', 'aim', grouped);
  const { user, system } = process.cpuUsage(began);
  const planMs = (user + system) / 1_000;
  const wallMs = performance.now() - wallBegan;
  const runBegan = performance.now();
  let ended = 0;
  const bounds = {
    total: 32,
    perServer: 8,
    serverOf: (/** @type {{ id: string }} */ { id }) => id.slice(-2),
    mayBegin: () => true,
  };
  await bounded(tenants, bounds, async () => {
    await Promise.resolve();
    ended += 1;
  });
  if (ended !== count) throw new Error(`${ended} of ${count} ended`);
  const runMs = performance.now() - runBegan;
  return { planMs, wallMs, runMs, heapMb: (process.memoryUsage().heapUsed - before) / 2 ** 20 };
}
