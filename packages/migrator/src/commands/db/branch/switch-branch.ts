import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { BranchBench } from './branch-database.ts';

export interface SwitchedDatabase {
  /** The branch whose database is used whatever is checked out; null: the checked-out one. */
  readonly use: string | null;
  /** The branch whose database is used now; null if unknown. */
  readonly branch: string | null;
  /** Null: that of the main branch. */
  readonly database: string | null;
}

/**
 * Uses the database of a branch other than the checked-out one; without a name, stops doing so. Throws a `UsageError`.
 */
export async function switchBranch(
  bench: Pick<BranchBench, 'branches' | 'branchChoices' | 'reach'>,
  name: string | undefined,
): Promise<SwitchedDatabase> {
  if ((await bench.reach()) !== 'embedded') throw new UsageError({ problem: 'switch-embedded-only' });
  const { branchChoices } = bench;
  const branches = await bench.branches();
  const main = await branches.main();
  const { databases } = branchChoices.read();
  if (name !== undefined && name !== main && !Object.hasOwn(databases, name)) {
    const known = [...(main === undefined ? [] : [main]), ...Object.keys(databases)].sort();
    throw new UsageError({ problem: 'no-branch-database', branch: name, known });
  }
  branchChoices.write({ use: name ?? null, databases });
  const database = branchChoices.chosen() ?? null;
  const branch = database === null ? (main ?? null) : (name ?? (await branches.current()) ?? null);
  return { use: name ?? null, branch, database };
}
