import { FleetSourceError } from '../errors/fleet/fleet-errors.ts';
import { placeKey, type Tenant } from './tenant.ts';

/** Columns that say where a tenant is; `url_variable` may be written `urlVariable` as well. */
const PLACES = ['id', 'schema', 'url', 'url_variable', 'urlVariable', 'database'];

/**
 * The tenants in the rows of a source, by id. Throws a `FleetSourceError`: an empty fleet is never a success, and two
 * tenants in the same place are an error.
 *
 * @param source where the rows are from, for messages
 */
export function readTenants(fleet: string, source: string, rows: readonly unknown[]): readonly Tenant[] {
  const from = { fleet, source };
  if (rows.length === 0) throw new FleetSourceError({ ...from, problem: 'empty' });
  const tenants = rows.map((row, index) => readTenant(row, index, from));
  const ids = new Set<string>();
  const places = new Map<string, string>();
  for (const tenant of tenants) {
    if (ids.has(tenant.id)) throw new FleetSourceError({ ...from, problem: 'id-twice', tenant: tenant.id });
    ids.add(tenant.id);
    const place = placeKey(tenant);
    const other = places.get(place);
    if (other !== undefined) {
      throw new FleetSourceError({ ...from, problem: 'place-twice', tenant: tenant.id, other });
    }
    places.set(place, tenant.id);
  }
  return tenants.sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface From {
  readonly fleet: string;
  readonly source: string;
}

function readTenant(row: unknown, index: number, from: From): Tenant {
  const wrong = (says: string) => new FleetSourceError({ ...from, problem: 'row', row: index + 1, says });
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw wrong('is not an object with an id');
  const values = new Map(
    Object.entries(row).flatMap(([key, value]: [string, unknown]) => {
      if (value === null || value === undefined) return [];
      if (typeof value === 'object') throw wrong(`has ${key}, which is neither a text nor a number`);
      return [[key, String(value)] as const];
    }),
  );
  const id = values.get('id') ?? '';
  if (id.trim() === '') throw wrong('has no id');
  for (const [key, value] of values) {
    if (/\p{Cc}/u.test(value)) throw wrong(`has control characters in ${key}`);
  }
  const schema = values.get('schema');
  if (schema !== undefined && (schema === '' || Buffer.byteLength(schema) > 63)) {
    throw wrong('has a schema that is not a name of 1 to 63 bytes');
  }
  const database = databaseOf(values, wrong);
  if (schema === undefined && database === undefined) {
    throw wrong('names neither a schema nor a database (schema, database, url_variable or url)');
  }
  const attributes = [...values].filter(([key]) => !PLACES.includes(key));
  return { id, schema, database, attributes: Object.fromEntries(attributes) };
}

function databaseOf(values: ReadonlyMap<string, string>, wrong: (says: string) => Error): Tenant['database'] {
  const url = values.get('url');
  const variable = values.get('url_variable') ?? values.get('urlVariable');
  const name = values.get('database');
  if ([url, variable, name].filter((each) => each !== undefined).length > 1) {
    throw wrong('has more than one of url, url_variable and database');
  }
  if (url !== undefined) return { by: 'url', url };
  if (variable !== undefined) return { by: 'variable', variable };
  return name === undefined ? undefined : { by: 'name', name };
}
