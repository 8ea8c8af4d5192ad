import type { NodePgClient, NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { RevisionPlace } from '../../errors/files/revision-place.ts';
import { DrizzleMissingError } from '../../errors/run/data-revision-errors.ts';
import { statementKind } from '../../sql/kind/classify-statement.ts';

/** Makes the Drizzle database of a session when it is first asked for. */
export type DrizzleFactory = (client: unknown) => NodePgDatabase;

/**
 * Loads Drizzle, which is an optional peer: without it the factory throws a `DrizzleMissingError`, so that only revisions that use `op.db` need it.
 * With `transactional`, the database is bound to the revision's own transaction: its `transaction(…)` opens a savepoint there.
 */
export async function loadDrizzle(place: RevisionPlace, transactional: boolean): Promise<DrizzleFactory> {
  try {
    const { drizzle } = await import('drizzle-orm/node-postgres');
    return (client) => {
      if (!isClient(client)) throw new TypeError('this session has no pg client');
      return drizzle({ client: transactional ? withSavepoints(client) : client });
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

/**
 * The same client, but Drizzle's `begin`, `commit` and `rollback` act on a savepoint: sent as they are, its `commit` would commit the revision's
 * transaction in the middle, without the row that says that the revision is applied.
 */
function withSavepoints(client: NodePgClient): NodePgClient {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (property !== 'query') return value.bind(target);
      return (query: unknown, ...rest: readonly unknown[]): unknown => {
        return Reflect.apply(value, target, [onSavepoint(query), ...rest]);
      };
    },
  });
}

const SAVEPOINTS: Readonly<Record<string, string>> = {
  BEGIN: 'savepoint braid_drizzle',
  COMMIT: 'release savepoint braid_drizzle',
  ROLLBACK: 'rollback to savepoint braid_drizzle',
};

function onSavepoint(query: unknown): unknown {
  if (typeof query === 'string') return savepointOf(query) ?? query;
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string') return query;
  const text = savepointOf(query.text);
  return text === undefined ? query : { ...query, text };
}

function savepointOf(sql: string): string | undefined {
  const kind = statementKind(sql);
  return kind.kind === 'transaction-control' ? SAVEPOINTS[kind.command] : undefined;
}
