import { createHash } from 'node:crypto';
import type { RestorePoint } from '../../ports/backup/backup-tools.ts';
import { type ConnectOptions, connect } from '../pg/reach/connect.ts';

export interface ServerFacts {
  /** `server_version_num`. */
  readonly version: number;
  readonly database: string;
  /** As `DatabaseIdentity.identity`. */
  readonly identity: string;
}

type Client = Awaited<ReturnType<typeof connect>>;

/** What a backup has to know about the server, on a connection of its own. Throws what connecting throws. */
export async function readServerFacts(options: ConnectOptions): Promise<ServerFacts> {
  return await withClient(options, async (client) => {
    const { rows } = await client.query<{ version: number; database: string; oid: string }>(
      `select pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as version, pg_catalog.current_database()::pg_catalog.text as database,
(select d.oid::pg_catalog.text from pg_catalog.pg_database d where d.datname operator(pg_catalog.=) pg_catalog.current_database()) as oid`,
    );
    const [{ version, database, oid } = { version: 0, database: '', oid: '' }] = rows;
    const system = await client
      .query<{ system: string }>(
        'select system_identifier::pg_catalog.text as system from pg_catalog.pg_control_system()',
      )
      .then(({ rows: [row] }) => row?.system ?? '')
      // Some providers keep pg_control_system() to themselves.
      .catch(() => '');
    const identity = createHash('sha256')
      .update(JSON.stringify([system, oid, database]))
      .digest('hex');
    return { version, database, identity };
  });
}

/** Names a position in the write-ahead log, if the role may and the server keeps one to recover from. */
export async function makeRestorePoint(options: ConnectOptions, runId: string): Promise<RestorePoint> {
  // PostgreSQL allows 63 bytes.
  const name = `braid_${runId}`.slice(0, 63);
  return await withClient(options, async (client) => {
    try {
      const { rows } = await client.query<{ lsn: string }>(
        'select pg_catalog.pg_create_restore_point($1)::pg_catalog.text as lsn',
        [name],
      );
      return { name, lsn: rows[0]?.lsn ?? '', refused: null };
    } catch (error) {
      return { name, lsn: null, refused: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** Provides a client without the limits and the search path of the role. */
export async function withClient<T>(options: ConnectOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect({ ...options, borrowed: undefined });
  client.on('error', () => {});
  try {
    await client.query(
      "set search_path = pg_catalog, pg_temp; set statement_timeout = '60s'; set lock_timeout = '10s'",
    );
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
