import type { Client } from 'pg';
import type { SessionAttributes } from '../../../conninfo/make/connection.ts';

/**
 * Whether a server is of the kind that `target_session_attrs` asks for. Rejects with the server's error, and when it
 * does not answer in time (0: no limit).
 */
export async function fitsAttributes(client: Client, wanted: SessionAttributes, timeoutMs: number): Promise<boolean> {
  if (wanted === 'any') return true;
  const give = () => client.connection.stream.destroy(new Error('timeout expired'));
  const timer = timeoutMs > 0 ? setTimeout(give, timeoutMs) : undefined;
  const { rows } = await client
    .query<{ standby: boolean; readonly: string }>(
      "select pg_catalog.pg_is_in_recovery() as standby, pg_catalog.current_setting('transaction_read_only') as readonly",
    )
    .finally(() => clearTimeout(timer));
  const [{ standby, readonly } = { standby: false, readonly: 'off' }] = rows;
  switch (wanted) {
    case 'read-write':
      return readonly === 'off';
    case 'read-only':
      return readonly === 'on';
    case 'primary':
      return !standby;
    default:
      return standby;
  }
}
