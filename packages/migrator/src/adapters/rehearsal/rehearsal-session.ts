import type { Client } from 'pg';
import { type ConnectOptions, connect } from '../pg/reach/connect.ts';
import { SEARCH_PATH } from './copy/read-source.ts';

/** Provides a session without limits of its role, in which names are read as `read-source` reads them. */
export async function withSession<T>(options: ConnectOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect({ ...options, borrowed: undefined, applicationName: 'braid rehearse' });
  client.on('error', () => {});
  try {
    await client.query(
      `set search_path = ${SEARCH_PATH}; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '30s'`,
    );
    return await work(client);
  } finally {
    // One that is still copying is cut off, not waited for.
    await client.end().catch(() => undefined);
  }
}
