import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodePgClient, NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { RevisionPlace } from '../../errors/files/revision-place.ts';
import { DrizzleMissingError } from '../../errors/run/data-revision-errors.ts';
import { type ClientGuard, guardedClient } from './guard/guarded-client.ts';

/** Creates the Drizzle database of a session when it is first needed. */
export type DrizzleFactory = (client: unknown) => NodePgDatabase;

/**
 * Loads Drizzle, which is an optional peer: without it the factory throws a `DrizzleMissingError`, so only revisions
 * that use `op.db` need it. It is the one that the revision (of the workspace at `root`) itself imports, since slices
 * may use different versions. Everything that the database sends passes the guard.
 */
export async function loadDrizzle(root: string, place: RevisionPlace, guard: ClientGuard): Promise<DrizzleFactory> {
  try {
    const { drizzle } = await nearestDrizzle(join(root, place.file));
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

type DrizzleDriver = Pick<typeof import('drizzle-orm/node-postgres'), 'drizzle'>;

async function nearestDrizzle(file: string): Promise<DrizzleDriver> {
  const own = resolved(import.meta.url);
  const its = resolved(resolve(file));
  if (its !== undefined && its !== own) {
    const module: unknown = await import(pathToFileURL(its).href);
    if (isDriver(module)) return module;
  }
  return await import('drizzle-orm/node-postgres');
}

function resolved(from: string): string | undefined {
  try {
    return createRequire(from).resolve('drizzle-orm/node-postgres');
  } catch {
    return undefined;
  }
}

function isDriver(module: unknown): module is DrizzleDriver {
  return typeof module === 'object' && module !== null && 'drizzle' in module && typeof module.drizzle === 'function';
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
 * What sets savepoints instead of the `begin`, `commit` and `rollback` of Drizzle's `transaction(…)`. Sent unchanged,
 * its `commit` would commit the revision's transaction in the middle, without the row that records the revision as
 * applied.
 */
export function onSavepoint(command: string): string | undefined {
  return SAVEPOINTS[command];
}
