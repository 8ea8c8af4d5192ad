import { createHash } from 'node:crypto';
import type { DatabaseIdentity } from '../../../ports/database/state-reader.ts';
import { Script } from '../run/script.ts';
import { readOnlyTransaction } from '../state/read-beginning.ts';
import type { PgConnection } from './connection.ts';
import { ownLimits } from './own-limits.ts';

/** A replica has the number of its primary, so a database that failed over is still the same one. */
export async function readIdentity(connection: PgConnection): Promise<DatabaseIdentity> {
  const known = await read(connection, '(select system_identifier::text from pg_control_system())');
  // Some providers give no access to pg_control_system().
  const [name = '', oid = '', system = ''] = known ?? (await read(connection, `''`)) ?? [];
  return { name, identity: identityOf(system, oid, name) };
}

/** @param system the number of the server's data, empty where the role may not read it */
export function identityOf(system: string, oid: string, name: string): string {
  return createHash('sha256')
    .update(JSON.stringify([system, oid, name]))
    .digest('hex');
}

/** `undefined` when the role lacks permission. */
async function read(connection: PgConnection, system: string): Promise<readonly string[] | undefined> {
  const script = new Script()
    .add(readOnlyTransaction('read committed'))
    .add('set local search_path = pg_catalog, pg_temp');
  for (const limit of ownLimits(5_000, 60_000)) script.add(limit);
  const asked = script.length;
  script.add(
    `select current_database(), (select oid::text from pg_database where datname = current_database()), ${system}`,
  );
  const outcome = await connection.look(script);
  if (outcome.failed?.failure.sqlState === '42501') return undefined;
  if (outcome.failed !== undefined) throw connection.ownFailure('Asking which database it is', outcome.failed.failure);
  return outcome.rows[asked]?.[0]?.map((cell) => cell ?? '');
}
