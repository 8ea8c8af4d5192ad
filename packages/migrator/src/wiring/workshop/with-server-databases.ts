import { thisMachine } from '../../adapters/pg/reach/this-machine.ts';
import { resolveConnection } from '../../conninfo/resolve-connection.ts';
import type { ServerDatabases } from '../../ports/development/server-databases.ts';
import type { DatabaseLocation } from '../choose-location.ts';
import type { WorkshopParts } from './workshop-parts.ts';

/** Of the embedded server. */
const MAIN_DATABASE = 'braid';

/** See `WithServerDatabases`. */
export async function withServerDatabases<Result>(
  parts: WorkshopParts,
  work: (server: ServerDatabases) => Promise<Result>,
): Promise<Result> {
  const { bench } = parts;
  const location = await parts.location();
  const base = (await bench.reach()) === 'embedded' ? MAIN_DATABASE : databaseOf(location);
  const { openServerDatabases } = await import('../../adapters/pg/databases/server-databases.ts');
  const options = { ...location, stateSchema: bench.settings.stateSchema, toolVersion: bench.toolVersion };
  const server = await openServerDatabases(options, base, bench.safety.command);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** The name of the database that a location names. */
export function databaseOf({ url, source, variables = {} }: DatabaseLocation): string {
  return resolveConnection(url, source, variables, thisMachine(variables)).database;
}
