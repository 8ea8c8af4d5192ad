import type { Tenant } from '../../../fleet/tenant.ts';
import type { FleetTools } from '../../../ports/fleet/fleet-tools.ts';

/** Finds tenants by their ids; reads the source again for an unknown one. */
export function tenantBook({ readTenants }: Pick<FleetTools, 'readTenants'>) {
  let known: Promise<ReadonlyMap<string, Tenant>> | undefined;
  const read = async (): Promise<ReadonlyMap<string, Tenant>> =>
    new Map((await readTenants()).map((tenant) => [tenant.id, tenant]));
  return async (id: string): Promise<Tenant | undefined> => {
    const first = known;
    known ??= read();
    const found = (await known).get(id);
    if (found !== undefined || first === undefined) return found;
    // If several tenants are unknown, the source is read once for all.
    if (known === first) known = read();
    return (await known).get(id);
  };
}
