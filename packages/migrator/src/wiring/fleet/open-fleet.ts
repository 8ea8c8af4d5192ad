import { SessionLane } from '../../adapters/pg/connection/session-lane.ts';
import { openFleetLedger } from '../../adapters/pg/fleet/fleet-ledger.ts';
import { makeDatabase, makeSchema } from '../../adapters/pg/fleet/make-tenant.ts';
import { queryRows } from '../../adapters/pg/fleet/query-source.ts';
import { readLedgers } from '../../adapters/pg/fleet/read-ledgers.ts';
import { openPgDatabase } from '../../adapters/pg/pg-database.ts';
import { targetOf } from '../../adapters/pg/reach/connect.ts';
import type { PgBossQueueOptions } from '../../adapters/queue/pg-boss-queue.ts';
import type { Workbench } from '../../commands/shared/workbench.ts';
import type { FleetConfig } from '../../config/file/migrate-config.ts';
import type { Configuration } from '../../config/open-configuration.ts';
import { FleetUnknownError } from '../../errors/fleet/fleet-errors.ts';
import { readTenants } from '../../fleet/read-tenants.ts';
import type { FleetTools } from '../../ports/fleet/fleet-tools.ts';
import type { TenantQueue } from '../../ports/fleet/tenant-queue.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { DatabaseLocation } from '../choose-location.ts';
import { lookingOnly } from '../run/looking-only.ts';
import { fleetPlaces } from './fleet-places.ts';
import { fleetRows, sourceName } from './fleet-rows.ts';
import { lookAtTenants } from './look-at-tenants.ts';

/** What a fleet is opened with. */
export interface FleetParts {
  readonly bench: Pick<Workbench, 'settings' | 'toolVersion' | 'embedded'>;
  readonly configuration: Configuration;
  /** Of the workspace. */
  readonly root: string;
  /** The database of the command. */
  location(): Promise<DatabaseLocation>;
  /** See `WorkbenchOptions.looksMs`. */
  readonly looksMs: number | undefined;
  readonly variables: { readonly all: Readonly<Record<string, string | undefined>> };
}

/** Opens a fleet of the configuration; it connects when first used. */
export async function openFleet(parts: FleetParts, name: string): Promise<FleetTools & { close(): Promise<void> }> {
  const { bench, configuration, root, variables } = parts;
  const { source, settings } = configOf(parts, name);
  const { toolVersion, settings: own } = bench;
  const control = await controlOf(parts, source.env);
  const from = sourceName(source);
  const { stateSchema } = own;
  const places = fleetPlaces({ fleet: name, source: from, settings, control, stateSchema, variables: variables.all });
  const store = openFleetLedger({ ...control, stateSchema, toolVersion, ...lookingOnly(parts.looksMs) });
  const lanes = new Map<string, SessionLane>();
  const laneOf = (url: string): SessionLane => {
    const lane = lanes.get(url) ?? new SessionLane();
    lanes.set(url, lane);
    return lane;
  };
  let opening: Promise<TenantQueue> | undefined;
  const queue = async (): Promise<TenantQueue | undefined> => {
    if (settings.engine !== 'pg-boss') return undefined;
    opening ??= openQueue({ fleet: name, root, control, schema: `${stateSchema}_pgboss` });
    return await opening;
  };
  return {
    ...{ name, settings, source: from, store, target: targetOf(control) },
    protectedEnvironment:
      source.env !== undefined && configuration.loaded.config.environments?.[source.env]?.protected === true
        ? source.env
        : undefined,
    readTenants: async () => readTenants(name, from, await fleetRows(name, source, root, control)),
    look: async (tenants) => await lookAtTenants({ places, concurrency: settings.concurrency, toolVersion }, tenants),
    async missingShared(tenants, revisions) {
      const locations = new Map(tenants.map(places.locationOf).map((location) => [location.url, location]));
      const missing = new Set<string>();
      for (const location of locations.values()) {
        const [found] = await readLedgers({ ...location, toolVersion }, [{ stateSchema }]);
        const applied = new Set(found?.kind === 'state' ? found.state.applied.map(({ revision }) => revision) : []);
        for (const id of revisions) if (!applied.has(id)) missing.add(id);
      }
      return [...missing].sort();
    },
    queue,
    serverOf: places.serverOf,
    async withTenant(tenant, work) {
      const { location, ...place } = places.placeOf(tenant);
      const lane = laneOf(location.url);
      // Most tenants never run batches, and a table is files, rows of the catalog and a message to every session.
      const options = { toolVersion, lane, batchTables: 'when-needed', server: lane.server } as const;
      const database = openPgDatabase({ ...location, ...place, ...options });
      try {
        const result = await work(database);
        lane.server ??= database.server();
        return result;
      } finally {
        await database.close();
      }
    },
    async make(tenant, template) {
      const { location } = places.placeOf(tenant);
      const isNamed = tenant.database?.by === 'name';
      const hasMade = isNamed ? await makeDatabase(control, tenant.database.name, template) : false;
      return (tenant.schema !== undefined && (await makeSchema(location, tenant.schema))) || hasMade;
    },
    async unhealthy() {
      if (settings.healthy === undefined) return undefined;
      let row: unknown;
      try {
        [row] = await queryRows(control, settings.healthy);
      } catch (error) {
        const said = redactSql(error instanceof Error ? error.message : String(error));
        return `"healthy" could not be asked: ${said}`;
      }
      const [value]: readonly unknown[] = typeof row === 'object' && row !== null ? Object.values(row) : [];
      return value === true ? undefined : `"healthy" answered ${JSON.stringify(value ?? null)}, and not true`;
    },
    async close() {
      const closeQueue = opening?.then((opened) => opened.close(), ignored);
      await Promise.all([store.close(), closeQueue, ...[...lanes.values()].map((lane) => lane.close())]);
    },
  };
}

/** The failure to open was thrown where it was first needed. */
function ignored(): void {}

async function openQueue(options: PgBossQueueOptions): Promise<TenantQueue> {
  const { openPgBossQueue } = await import('../../adapters/queue/pg-boss-queue.ts');
  return await openPgBossQueue(options);
}

function configOf({ configuration }: FleetParts, name: string): FleetConfig {
  const fleets = configuration.loaded.config.fleets ?? {};
  const found = Object.hasOwn(fleets, name) ? fleets[name] : undefined;
  if (found !== undefined) return found;
  const { file } = configuration.loaded;
  throw new FleetUnknownError({ problem: 'fleet', fleet: name, known: Object.keys(fleets), file });
}

/** The database of the environment that the source names, otherwise that of the command. */
async function controlOf(parts: FleetParts, env: string | undefined): Promise<DatabaseLocation> {
  if (env === undefined) return await parts.location();
  const choice = parts.configuration.choiceOf(env);
  if (choice.kind === 'embedded') return { url: await parts.bench.embedded.url(), source: choice.source };
  return { url: choice.url, source: choice.source, variables: choice.variables };
}
