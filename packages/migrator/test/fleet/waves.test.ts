import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FleetWave } from '../../src/fleet/fleet-settings.ts';
import type { Tenant } from '../../src/fleet/tenant.ts';
import { assignWaves } from '../../src/fleet/waves.ts';

const canaries: FleetWave = { name: 'tier=canary', match: { attribute: 'tier', value: 'canary' }, soakMs: 0 };
const share = (percent: number): FleetWave => ({ name: `${percent}%`, percent, soakMs: 0 });
const tenant = (id: string, tier = 'plain'): Tenant => ({ id, schema: id, attributes: { tier } });
const many = (n: number) =>
  Array.from({ length: n }, (_, index) => tenant(`t${index}`, index < 3 ? 'canary' : 'plain'));

function sizes(tenants: readonly Tenant[], waves: readonly FleetWave[]): number[] {
  const counted = waves.map(() => 0);
  for (const wave of assignWaves(tenants, waves).values()) counted[wave] = (counted[wave] ?? 0) + 1;
  return counted;
}

test('a share counts those of earlier waves, and the rest comes last', () => {
  expect(sizes(many(100), [canaries, share(10), share(100)])).toEqual([3, 7, 90]);
  expect(sizes(many(100), [canaries, share(1), share(100)])).toEqual([3, 0, 97]);
  expect(sizes(many(4), [share(10), share(100)])).toEqual([1, 3]);
});

test('every tenant is in one wave, the same each time and in whatever order they are named', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 99 }), (names, percent) => {
      const waves = [canaries, share(percent), share(100)];
      const tenants = names.map((id, index) => tenant(id, index % 5 === 0 ? 'canary' : 'plain'));
      const first = assignWaves(tenants, waves);
      expect(first.size).toBe(tenants.length);
      expect(assignWaves(tenants.toReversed(), waves)).toEqual(first);
      for (const { id, attributes } of tenants) expect(first.get(id) === 0).toBe(attributes.tier === 'canary');
    }),
  );
});
