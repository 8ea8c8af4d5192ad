import type { TestServerOptions } from '../../adapters/test-databases/test-server.ts';
import { displayConnection } from '../../conninfo/display.ts';
import type { Connection } from '../../conninfo/make/connection.ts';
import { TestServerRefusedError } from '../../errors/tests/test-database-errors.ts';
import type { OpenWorkbench } from '../open-workbench.ts';

/** Throws unless every host of the connection is this machine. */
export function requireLocal(connection: Connection, source: string): void {
  const isLocal = connection.places.every(({ host, address }) => isThisMachine(address ?? host));
  if (isLocal) return;
  throw new TestServerRefusedError({ problem: 'remote', server: displayConnection(connection), source });
}

/** The loopback, or the folder of a Unix socket. */
function isThisMachine(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|localhost\.?|[/@].*)$/i.test(host);
}

/**
 * Throws when any database of the server is one of a protected environment, by its address or by its identity: a tunnel
 * to production looks like localhost, and test databases burden everything else on their server.
 */
export async function requireUnprotected(
  { safety, configuration }: Pick<OpenWorkbench, 'safety' | 'configuration'>,
  server: TestServerOptions & { readonly connection: Connection },
): Promise<void> {
  if (!configuration.hasProtected) return;
  const environment = (await safety.protectedEnvironment()) ?? (await protectedNeighbour(configuration, server));
  if (environment === undefined) return;
  const { connection, source } = server;
  throw new TestServerRefusedError({
    problem: 'protected',
    server: displayConnection(connection),
    source,
    environment,
  });
}

async function protectedNeighbour(
  configuration: OpenWorkbench['configuration'],
  server: TestServerOptions & { readonly connection: Connection },
): Promise<string | undefined> {
  const { databasesOn } = await import('../../adapters/test-databases/databases-on.ts');
  const known = configuration.protectedIdentities();
  for (const { name, identities } of await databasesOn(server)) {
    const there = { ...server.connection, database: name };
    const identity = identities.find((each) => known.has(each));
    const found = identity === undefined ? configuration.protectedEnvironment(there) : known.get(identity);
    if (found !== undefined) return found;
  }
  return undefined;
}
