import type { PgConnection } from '../connection/connection.ts';
import type { Row } from '../state/read-beginning.ts';
import { Script } from './script.ts';

/** The rows of a query in which names mean what they mean in the statements of a revision. */
export async function readAsRevision(connection: PgConnection, doing: string, sql: string): Promise<readonly Row[]> {
  const path = connection.searchPathSetting('transaction');
  // A message is one transaction, so that the setting ends with it.
  const script = path === undefined ? new Script() : new Script().add(path);
  const at = script.length;
  return (await connection.own(doing, script.add(sql))).rows[at] ?? [];
}
