import type { FoundLedger } from '../../adapters/pg/fleet/read-ledgers.ts';
import { isMigratorError } from '../../errors/is-migrator-error.ts';
import { bounded } from '../../execute/bounded.ts';
import type { FleetSettings } from '../../fleet/fleet-settings.ts';
import type { TenantLook } from '../../fleet/ledger-state.ts';
import type { Tenant } from '../../fleet/tenant.ts';
import type { fleetPlaces, TenantPlace } from './fleet-places.ts';

interface Reading {
  readonly places: ReturnType<typeof fleetPlaces>;
  readonly concurrency: FleetSettings['concurrency'];
  readonly toolVersion: string;
}

interface InDatabase {
  readonly place: TenantPlace;
  readonly tenants: { readonly tenant: Tenant; readonly place: TenantPlace }[];
}

/** Reads what tenants have, one connection for each database. */
export async function lookAtTenants(
  { places, concurrency, toolVersion }: Reading,
  tenants: readonly Tenant[],
): Promise<ReadonlyMap<string, TenantLook>> {
  const looks = new Map<string, TenantLook>();
  const databases = new Map<string, InDatabase>();
  for (const tenant of tenants) {
    try {
      const place = places.placeOf(tenant);
      const known = databases.get(place.location.url) ?? { place, tenants: [] };
      databases.set(place.location.url, known);
      known.tenants.push({ tenant, place });
    } catch (error) {
      looks.set(tenant.id, unreachable(error));
    }
  }
  const { readLedgers } = await import('../../adapters/pg/fleet/read-ledgers.ts');
  const serverOf = ({ tenants: [first] }: InDatabase) => (first === undefined ? '' : places.serverOf(first.tenant));
  await bounded(databases.values(), { ...concurrency, serverOf, mayBegin: () => true }, async (each) => {
    const { location } = each.place;
    try {
      const found = await readLedgers(
        { ...location, toolVersion },
        each.tenants.map(({ tenant: { schema }, place: { stateSchema } }) => ({ schema, stateSchema })),
      );
      each.tenants.forEach(({ tenant }, index) => {
        const ledger = found[index];
        if (ledger !== undefined) looks.set(tenant.id, lookOf(ledger));
      });
    } catch (error) {
      const look = unreachable(error);
      for (const { tenant } of each.tenants) looks.set(tenant.id, look);
    }
  });
  return looks;
}

function lookOf(ledger: FoundLedger): TenantLook {
  if (ledger.kind !== 'newer') return ledger;
  const error = `its state has format ${ledger.format}, which a newer Braid made`;
  return { kind: 'unreachable', code: 'state-format-newer', error };
}

/** A database that does not exist is gone; any other failure may be temporary. */
function unreachable(error: unknown): TenantLook {
  if (!isMigratorError(error)) throw error;
  if (isMigratorError(error, 'database-unknown')) return { kind: 'gone' };
  return { kind: 'unreachable', code: error.code, error: error.message };
}
