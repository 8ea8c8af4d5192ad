import { createHash } from 'node:crypto';
import type { FleetWave } from './fleet-settings.ts';
import type { Tenant } from './tenant.ts';

/**
 * The number of each tenant's wave, 0 for the first. A wave that matches takes all who fit and are in no earlier one;
 * a share is filled up by the hash of the ids, so that the same tenants are in it each time and nobody is first for
 * being called `a`.
 */
export function assignWaves(tenants: readonly Tenant[], waves: readonly FleetWave[]): ReadonlyMap<string, number> {
  const assigned = new Map<string, number>();
  const byChance = tenants
    .map((tenant) => ({ tenant, at: createHash('sha256').update(tenant.id).digest('hex') }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ tenant }) => tenant);
  waves.forEach(({ match, percent }, wave) => {
    if (match !== undefined) {
      for (const { id, attributes } of tenants) {
        if (!assigned.has(id) && attributes[match.attribute] === match.value) assigned.set(id, wave);
      }
      return;
    }
    const wanted = Math.ceil((tenants.length * (percent ?? 100)) / 100);
    for (const { id } of byChance) {
      if (assigned.size >= wanted) break;
      if (!assigned.has(id)) assigned.set(id, wave);
    }
  });
  // The configuration ends with everybody; tenants that are left come last.
  for (const { id } of tenants) if (!assigned.has(id)) assigned.set(id, Math.max(0, waves.length - 1));
  return assigned;
}
