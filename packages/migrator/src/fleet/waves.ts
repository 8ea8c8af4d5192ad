import { createHash } from 'node:crypto';
import type { FleetWave } from './fleet-settings.ts';
import type { Tenant } from './tenant.ts';

/**
 * The number of each tenant's wave, 0 for the first. A wave with `match` takes all matching tenants that are in no
 * earlier wave. A share is filled by the hash of the ids, so that it always has the same tenants, and not those whose
 * ids come first in the alphabet.
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
  // The last wave has all tenants, so the remaining ones come last.
  for (const { id } of tenants) if (!assigned.has(id)) assigned.set(id, Math.max(0, waves.length - 1));
  return assigned;
}
