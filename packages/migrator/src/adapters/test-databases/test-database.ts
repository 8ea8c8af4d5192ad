import type { Client } from 'pg';
import type { Variables } from '../../conninfo/parse/setting.ts';
import type { TestDatabase } from '../../ports/test-database.ts';
import { connect } from '../pg/reach/connect.ts';

export interface TestDatabaseOptions {
  readonly name: string;
  readonly url: string;
  readonly variables: Variables | undefined;
  /** Called once, after the connections of the database are closed. */
  drop(): Promise<void>;
}

/** A database that is there, with the connections that are made to it. */
export function openTestDatabase({ name, url, variables, drop }: TestDatabaseOptions): TestDatabase<Client> {
  const clients = new Set<Client>();
  let closing: Promise<void> | undefined;
  const added = variables === undefined ? {} : { variables };
  const open = async (): Promise<Client> => {
    const client = await connect({ url, ...added, source: 'tests', applicationName: 'braid test' });
    // Dropping the database ends sessions that a failed test left open.
    client.on('error', () => undefined);
    client.on('end', () => clients.delete(client));
    clients.add(client);
    return client;
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled([...clients].map((client) => client.end()));
    await drop();
  };
  return {
    name,
    url,
    connect: open,
    async query(sql, parameters) {
      const client = await open();
      try {
        const { rows } = await client.query<Record<string, unknown>>(sql, parameters?.slice());
        return rows;
      } finally {
        await client.end();
      }
    },
    async begin() {
      // It reads SQL, which most files do not need.
      const { beginTestTransaction } = await import('./test-transaction.ts');
      return await beginTestTransaction(await open());
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
