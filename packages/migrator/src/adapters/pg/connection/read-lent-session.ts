import type { Client } from 'pg';
import { BorrowedConnectionError } from '../../../errors/database/connection-errors.ts';
import { LENT_SESSION_QUERY, type LentSession } from './fresh-session.ts';

/** What a lent client has in its session. Throws a `BorrowedConnectionError` when it has what nobody could put back. */
export async function readLentSession(client: Client): Promise<LentSession> {
  const { rows } = await client.query<{ lent: unknown }>(LENT_SESSION_QUERY);
  const lent = rows[0]?.lent;
  const leftovers = [...texts(lent, 'temporary'), ...texts(lent, 'cursors')];
  if (leftovers.length > 0) throw new BorrowedConnectionError({ problem: 'has-leftovers', leftovers });
  return {
    user: String(field(lent, 'user')),
    role: String(field(lent, 'role')),
    settings: list(lent, 'settings').flatMap((pair) =>
      Array.isArray(pair) ? [[String(pair[0]), String(pair[1])] as const] : [],
    ),
    prepared: texts(lent, 'prepared'),
    channels: texts(lent, 'channels'),
    locks: texts(lent, 'locks'),
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
}

function texts(value: unknown, key: string): readonly string[] {
  return list(value, key).map(String);
}
