import type { Tenant } from '../../../fleet/tenant.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';

/** Finds tenants by their ids; asks the source once more for one that it did not name. */
export function tenantBook({ readTenants }: Pick<FleetTools, 'readTenants'>) {
  let known: Promise<ReadonlyMap<string, Tenant>> | undefined;
  const read = async (): Promise<ReadonlyMap<string, Tenant>> =>
    new Map((await readTenants()).map((tenant) => [tenant.id, tenant]));
  return async (id: string): Promise<Tenant | undefined> => {
    const first = known;
    known ??= read();
    const found = (await known).get(id);
    if (found !== undefined || first === undefined) return found;
    // Of several that miss theirs, one asks.
    if (known === first) known = read();
    return (await known).get(id);
  };
}
