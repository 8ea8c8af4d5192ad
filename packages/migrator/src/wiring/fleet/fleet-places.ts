import { thisMachine } from '../../adapters/pg/reach/this-machine.ts';
import { resolveConnection } from '../../conninfo/resolve-connection.ts';
import { withDatabase } from '../../conninfo/with-database.ts';
import { FleetSourceError } from '../../errors/fleet/fleet-errors.ts';
import type { FleetSettings } from '../../fleet/fleet-settings.ts';
import type { Tenant } from '../../fleet/tenant.ts';
import type { DatabaseLocation } from '../choose-location.ts';

/** Where a tenant and its state are. */
export interface TenantPlace {
  readonly location: DatabaseLocation;
  readonly stateSchema: string;
  /** Absent where the tenant has the whole database. */
  readonly searchPath?: readonly string[] | undefined;
}

interface PlacesOptions {
  readonly fleet: string;
  readonly source: string;
  readonly settings: FleetSettings;
  readonly control: DatabaseLocation;
  /** The state schema of tenants with their own database. */
  readonly stateSchema: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The length up to which PostgreSQL does not truncate a name. */
const LONGEST_NAME = 63;

/** Says where tenants are. */
export function fleetPlaces(options: PlacesOptions) {
  const { fleet, source, settings, control, variables } = options;
  const servers = new Map<string, string>();

  const locationOf = ({ id, database }: Tenant): DatabaseLocation => {
    switch (database?.by) {
      case undefined:
        return control;
      case 'name':
        return { ...control, url: withDatabase(control.url, database.name) };
      case 'url':
        return { url: database.url, source: `fleet ${fleet}` };
      case 'variable': {
        const url = variables[database.variable];
        if (url !== undefined && url !== '') return { url, source: database.variable };
        throw new FleetSourceError({
          ...{ fleet, source, problem: 'variable-unset' as const },
          ...{ tenant: id, variable: database.variable },
        });
      }
    }
  };
  const stateSchemaOf = ({ id, schema }: Tenant): string => {
    if (schema === undefined) return options.stateSchema;
    const made = settings.stateSchema.replaceAll('{schema}', schema);
    const says =
      Buffer.byteLength(made) > LONGEST_NAME
        ? `the name ${made} is longer than ${LONGEST_NAME} bytes`
        : made === schema || !settings.stateSchema.includes('{schema}')
          ? 'every tenant needs one of its own, beside its schema'
          : undefined;
    if (says === undefined) return made;
    throw new FleetSourceError({ fleet, source, problem: 'state-schema', tenant: id, says });
  };

  return {
    locationOf,
    /** Throws a `FleetSourceError` where the configuration or the row is wrong. */
    placeOf(tenant: Tenant): TenantPlace {
      const { schema } = tenant;
      const searchPath = schema === undefined ? undefined : [schema, ...settings.searchPath];
      return { location: locationOf(tenant), stateSchema: stateSchemaOf(tenant), searchPath };
    },
    /** Host and port; the limit of sessions is for each server. */
    serverOf(tenant: Tenant): string {
      let location: DatabaseLocation;
      try {
        location = locationOf(tenant);
      } catch {
        // What is wrong is reported when the tenant is reached.
        return tenant.id;
      }
      const known = servers.get(location.url);
      if (known !== undefined) return known;
      const server = serverOf(location);
      servers.set(location.url, server);
      return server;
    },
  };
}

function serverOf({ url, source, variables = {} }: DatabaseLocation): string {
  try {
    const { places } = resolveConnection(url, source, variables, thisMachine(variables));
    return places.map(({ host, port }) => `${host}:${port}`).join(',');
  } catch {
    return url;
  }
}
