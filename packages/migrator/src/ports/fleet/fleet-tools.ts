import type { FleetSettings } from '../../fleet/fleet-settings.ts';
import type { TenantLook } from '../../fleet/ledger-state.ts';
import type { Tenant } from '../../fleet/tenant.ts';
import type { DatabaseTarget } from '../database/database-target.ts';
import type { MigrationDatabase } from '../database/migration-database.ts';
import type { FleetStore } from './fleet-store.ts';
import type { TenantQueue } from './tenant-queue.ts';

/** One fleet of the configuration, with access to its tenants. */
export interface FleetTools {
  readonly name: string;
  readonly settings: FleetSettings;
  /** Where the tenants are listed: `a query`, `fleet.json`. */
  readonly source: string;
  /** The control database. */
  readonly target: DatabaseTarget;
  /** The protected environment that the source names. */
  readonly protectedEnvironment: string | undefined;
  readonly store: FleetStore;
  /**
   * The queue that delivers tenants to workers; `undefined` if they find them in the ledger. Throws a `FleetQueueError`
   * if it cannot be used. Each call returns the same queue.
   */
  queue(): Promise<TenantQueue | undefined>;
  /** Reads the source, at each call again. Throws a `FleetSourceError`. */
  readTenants(): Promise<readonly Tenant[]>;
  /**
   * Reads the states of tenants, all schemas of a database with one query. An unreachable tenant is part of the result,
   * not an error.
   */
  look(tenants: readonly Tenant[]): Promise<ReadonlyMap<string, TenantLook>>;
  /** Those of these revisions that are missing from the shared state of any database of the fleet. */
  missingShared(tenants: readonly Tenant[], revisions: readonly string[]): Promise<readonly string[]>;
  /** The server of a tenant, for the limit `perServer`. */
  serverOf(tenant: Tenant): string;
  /** Provides the database of a tenant to `work`, with the tenant's schema first on the search path. */
  withTenant<Result>(tenant: Tenant, work: (database: MigrationDatabase) => Promise<Result>): Promise<Result>;
  /**
   * Creates the schema or database of a tenant, a database as a copy of `template` if one is named. False if it exists.
   */
  make(tenant: Tenant, template: string | undefined): Promise<boolean>;
  /**
   * Runs the query `healthy` on the control database. `undefined` if it returned `true`, otherwise its result, or why
   * it could not run.
   */
  unhealthy(): Promise<string | undefined>;
}

/** Opens a fleet by its name in the configuration. Throws a `FleetUnknownError`. */
export type OpenFleet = (name: string) => Promise<FleetTools>;
