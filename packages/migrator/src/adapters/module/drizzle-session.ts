import type { NodePgClient, NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { RevisionPlace } from '../../errors/files/revision-place.ts';
import { DrizzleMissingError } from '../../errors/run/data-revision-errors.ts';
import { type ClientGuard, guardedClient } from './guard/guarded-client.ts';

/** Makes the Drizzle database of a session when it is first asked for. */
export type DrizzleFactory = (client: unknown) => NodePgDatabase;

/**
 * Loads Drizzle, which is an optional peer: without it the factory throws a `DrizzleMissingError`, so that only
 * revisions that use `op.db` need it. Everything that the database sends passes the guard.
 */
export async function loadDrizzle(place: RevisionPlace, guard: ClientGuard): Promise<DrizzleFactory> {
  try {
    const { drizzle } = await import('drizzle-orm/node-postgres');
    return (client) => {
      if (!isClient(client)) throw new TypeError('this session has no pg client');
      return drizzle({ client: guardedClient(client, guard) });
    };
  } catch (cause) {
    return () => {
      throw new DrizzleMissingError(place, { cause });
    };
  }
}

function isClient(value: unknown): value is NodePgClient {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'function';
}

const SAVEPOINTS: Readonly<Record<string, string>> = {
  BEGIN: 'savepoint braid_drizzle',
  COMMIT: 'release savepoint braid_drizzle',
  ROLLBACK: 'rollback to savepoint braid_drizzle',
};

/**
 * What acts on a savepoint in place of the `begin`, `commit` and `rollback` of Drizzle's `transaction(…)`: sent as they
 * are, its `commit` would commit the revision's transaction in the middle, without the row that says that the revision
 * is applied.
 */
export function onSavepoint(command: string): string | undefined {
  return SAVEPOINTS[command];
}
