import type { Connection } from '../../src/conninfo/make/connection.ts';
import type { Machine } from '../../src/conninfo/make/machine.ts';
import type { Variables } from '../../src/conninfo/parse/setting.ts';
import { resolveConnection } from '../../src/conninfo/resolve-connection.ts';

/** A machine whose files are these. */
export function machineWith(files: Readonly<Record<string, string>> = {}): Machine {
  return {
    read: (path) => files[path],
    defaultHost: () => '/var/run/postgresql',
    homeFolder: '/home/me',
    configFolders: ['/etc/postgresql-common'],
    userName: 'me',
    passwordFile: '/home/me/.pgpass',
  };
}

/** What a connection string stands for on such a machine. */
export function connectionOf(
  text: string,
  variables: Variables = {},
  files: Readonly<Record<string, string>> = {},
): Connection {
  return resolveConnection(text, '--url', variables, machineWith(files));
}
