import type { BranchBench } from './branch-database.ts';

export interface ListedDatabase {
  /** Null for the main branch if git has none. */
  readonly branch: string | null;
  readonly database: string;
  /** Whether commands that use the embedded server use it now. */
  readonly current: boolean;
  /** Whether the branch no longer exists in git. */
  readonly gone: boolean;
  /** Null for the database of the main branch. */
  readonly from: string | null;
  readonly created: string | null;
  /** Size on disk, in bytes. */
  readonly bytes: number | null;
  readonly sessions: number | null;
}

/** The database of the main branch, then those of other branches. */
export async function listBranches(bench: BranchBench): Promise<readonly ListedDatabase[]> {
  const branches = await bench.branches();
  const [main, names] = [await branches.main(), new Set(await branches.names())];
  const follows = (await bench.reach()) === 'embedded';
  return await bench.withServerDatabases(async (server) => {
    const chosen = follows ? (bench.branchChoices.chosen() ?? server.base) : server.base;
    const base = {
      branch: main ?? null,
      database: server.base,
      from: null,
      created: null,
      bytes: null,
      sessions: null,
    };
    const others = (await server.list()).map(({ name, branch, from, created, bytes, sessions }) => ({
      ...{ branch, database: name, from, created, bytes, sessions },
      current: name === chosen,
      gone: !names.has(branch),
    }));
    return [{ ...base, current: server.base === chosen, gone: false }, ...others];
  });
}
