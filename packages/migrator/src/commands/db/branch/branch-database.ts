import { NotADevelopmentDatabaseError } from '../../../errors/plan/not-a-development-database-error.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { ServerDatabases } from '../../../ports/development/server-databases.ts';
import type { Workbench } from '../../shared/workbench.ts';
import { branchDatabaseName } from './branch-database-name.ts';

/** What working with the databases of branches needs. */
export type BranchBench = Pick<
  Workbench,
  | 'ambient'
  | 'safety'
  | 'reach'
  | 'database'
  | 'branches'
  | 'branchChoices'
  | 'withServerDatabases'
  | 'hookFiles'
  | 'workspace'
>;

export interface BranchOptions {
  /** Default: the branch that is checked out. */
  readonly name?: string | undefined;
  /** The branch whose database is cloned; default: the nearest one that has a database. */
  readonly from?: string | undefined;
  readonly allowRemote?: boolean | undefined;
  /** End the sessions that block it. */
  readonly disconnect?: boolean | undefined;
}

export interface MadeDatabase {
  readonly branch: string;
  readonly database: string;
  /** The database that it was cloned from; null if it existed. */
  readonly from: string | null;
  /** False if a URL names the database: commands continue to use that one. */
  readonly follows: boolean;
}

/**
 * Makes the database of a branch: a clone of that of the branch which is nearest in git, by `CREATE DATABASE …
 * TEMPLATE`. From then on the embedded server is used with it while the branch is checked out. Throws a
 * `NotADevelopmentDatabaseError`, `DatabaseInUseError` or `UsageError`.
 */
export async function branchDatabase(bench: BranchBench, options: BranchOptions): Promise<MadeDatabase> {
  const branches = await bench.branches();
  const branch = options.name ?? (await branches.current());
  if (branch === undefined) throw new UsageError({ problem: 'no-branch' });
  const main = await branches.main();
  const follows = (await bench.reach()) === 'embedded';
  await requireDevelopment(bench, options.allowRemote === true);
  return await bench.withServerDatabases(async (server) => {
    if (branch === main) return { branch, database: server.base, from: null, follows };
    const database = branchDatabaseName(server.base, branch);
    const source = (await server.exists(database))
      ? undefined
      : await sourceOf(bench, server, branch, main, options.from);
    await requireUnmarked(bench, server, source);
    const { made } = await server.clone({
      name: database,
      from: source ?? server.base,
      branch,
      workspace: bench.workspace.root,
      created: bench.ambient.now().toISOString(),
      endSessions: options.disconnect === true,
    });
    if (follows) {
      const { databases } = bench.branchChoices.read();
      bench.branchChoices.write({ use: null, databases: { ...databases, [branch]: database } });
    }
    return { branch, database, from: made ? (source ?? null) : null, follows };
  });
}

/**
 * The database to clone: that of `from`, otherwise that of the branch with the fewest commits between it and the new
 * one.
 */
async function sourceOf(
  { branches }: BranchBench,
  server: ServerDatabases,
  branch: string,
  main: string | undefined,
  from: string | undefined,
): Promise<string> {
  const listed = (await server.list()).map(({ branch: each, name }) => [each, name] as const);
  const known = new Map([...(main === undefined ? [] : [[main, server.base] as const]), ...listed]);
  if (from !== undefined) {
    const named = known.get(from);
    if (named !== undefined) return named;
    throw new UsageError({ problem: 'no-branch-database', branch: from, known: [...known.keys()].sort() });
  }
  // If several are equally near: the one that is checked out, then the main branch.
  const current = await (await branches()).current();
  const own = current !== undefined && known.has(current) ? [current] : [];
  const nearest = await (await branches()).nearest(branch, [...new Set([...own, ...known.keys()])]);
  return (nearest === undefined ? undefined : known.get(nearest)) ?? server.base;
}

/** Throws a `NotADevelopmentDatabaseError`. No connection of its own is left: nobody may be connected to a template. */
export async function requireDevelopment(bench: BranchBench, allowRemote: boolean): Promise<void> {
  const { safety, reach } = bench;
  const environment = await safety.protectedEnvironment();
  const database = await bench.database();
  await database.close();
  const facts = { database: database.target.display, command: safety.command };
  if (environment !== undefined)
    throw new NotADevelopmentDatabaseError({ ...facts, problem: 'protected', environment });
  if (!allowRemote && (await reach()) === 'remote')
    throw new NotADevelopmentDatabaseError({ ...facts, problem: 'remote' });
}

/**
 * A run in a protected environment has left its mark in the database, however it is reached. Throws a
 * `NotADevelopmentDatabaseError`.
 *
 * @param source the database to clone, which is checked in addition to that of the main branch
 */
export async function requireUnmarked(
  { safety }: Pick<BranchBench, 'safety'>,
  server: ServerDatabases,
  source?: string,
): Promise<void> {
  for (const database of new Set([server.base, source ?? server.base])) {
    const environment = (await server.exists(database)) ? await server.protectionOf(database) : null;
    if (environment === null) continue;
    throw new NotADevelopmentDatabaseError({ database, command: safety.command, problem: 'protected', environment });
  }
}
