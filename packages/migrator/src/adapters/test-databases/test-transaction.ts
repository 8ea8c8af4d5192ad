import type { Client } from 'pg';
import { TestDatabaseMisusedError } from '../../errors/tests/test-database-errors.ts';
import type { TestTransaction } from '../../ports/test-database.ts';
import { asSavepoints } from './as-savepoints.ts';

/** Begins a transaction on a new connection, which `end` closes. */
export async function beginTestTransaction(client: Client): Promise<TestTransaction<Client>> {
  await client.query('begin');
  const { rows } = await client.query<{ id: string }>('select pg_catalog.pg_current_xact_id()::text as id');
  const own = rows[0]?.id;
  const query = client.query.bind(client);
  const translated = withSavepoints(
    query,
    asSavepoints(() => client.getTransactionStatus() === 'E'),
  );
  Object.defineProperty(client, 'query', { value: translated, configurable: true });
  return {
    client,
    async end() {
      try {
        if (!(await isStillIn(client, own))) throw new TestDatabaseMisusedError({ problem: 'transaction-ended' });
      } finally {
        // The server rolls back what a closed connection has begun.
        await client.end();
      }
    },
  };
}

/** Whether the connection is in this transaction; one in which a statement has failed cannot be asked which it is. */
async function isStillIn(client: Client, own: string | undefined): Promise<boolean> {
  const status = client.getTransactionStatus();
  if (status !== 'T') return status === 'E';
  const sql = 'select pg_catalog.pg_current_xact_id_if_assigned()::text as id';
  const { rows } = await client.query<{ id: string | null }>(sql);
  return rows[0]?.id === own;
}

/** The same method, which sends other words. Its first argument is a text, or an object with `text`. */
function withSavepoints(query: (...given: readonly [unknown]) => unknown, translate: (statement: string) => string) {
  return (first: unknown, ...more: readonly unknown[]): unknown => {
    const send = (sent: unknown): unknown => Reflect.apply(query, undefined, [sent, ...more]);
    if (typeof first === 'string') return send(translate(first));
    if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string') {
      return send(first);
    }
    const text = translate(first.text);
    return send(text === first.text ? first : text);
  };
}
