import type { FleetSettings } from '../../fleet/fleet-settings.ts';
import type { TenantLook } from '../../fleet/ledger-state.ts';
import type { Tenant } from '../../fleet/tenant.ts';
import type { DatabaseTarget } from '../database/database-target.ts';
import type { MigrationDatabase } from '../database/migration-database.ts';
import type { FleetStore } from './fleet-store.ts';
import type { TenantQueue } from './tenant-queue.ts';

/** One fleet of the configuration, with what reaches its tenants. */
export interface FleetTools {
  readonly name: string;
  readonly settings: FleetSettings;
  /** What the tenants are from: `a query`, `fleet.json`. */
  readonly source: string;
  /** The control database. */
  readonly target: DatabaseTarget;
  /** The protected environment that the source names. */
  readonly protectedEnvironment: string | undefined;
  readonly store: FleetStore;
  /**
   * The queue that brings tenants to workers; `undefined` where they look for them in the ledger. Throws a
   * `FleetQueueError` when it cannot be used. Each call gives the same.
   */
  queue(): Promise<TenantQueue | undefined>;
  /** Asks the source, each time again. Throws a `FleetSourceError`. */
  readTenants(): Promise<readonly Tenant[]>;
  /**
   * Reads what tenants have, all schemas of a database with one query. Who cannot be reached is told, and is no error.
   */
  look(tenants: readonly Tenant[]): Promise<ReadonlyMap<string, TenantLook>>;
  /** Those of these revisions that the shared state of some database of the fleet lacks. */
  missingShared(tenants: readonly Tenant[], revisions: readonly string[]): Promise<readonly string[]>;
  /** The server of a tenant: what `perServer` counts by. */
  serverOf(tenant: Tenant): string;
  /** Provides the database of a tenant to `work`; its names are those of the tenant's schema. */
  withTenant<Result>(tenant: Tenant, work: (database: MigrationDatabase) => Promise<Result>): Promise<Result>;
  /**
   * Makes the schema or the database of a tenant that is not there yet, the latter of a template if one is named; false
   * where it is there.
   */
  make(tenant: Tenant, template: string | undefined): Promise<boolean>;
  /** Asks `healthy` on the control database; what it said when that is not `true`, or why it could not be asked. */
  unhealthy(): Promise<string | undefined>;
}

/** Opens a fleet by its name in the configuration. Throws a `FleetUnknownError`. */
export type OpenFleet = (name: string) => Promise<FleetTools>;
