import { confirmLoss } from '../../shared/consent/confirm-loss.ts';
import { type BranchBench, type BranchOptions, requireDevelopment, requireUnmarked } from './branch-database.ts';

export interface PrunedDatabase {
  readonly branch: string;
  readonly database: string;
}

/**
 * Drops the databases that this workspace made for branches that no longer exist in git, after a person has confirmed
 * it. Throws a `ConfirmationRequiredError`, `NotADevelopmentDatabaseError` or `DatabaseInUseError`.
 */
export async function pruneBranches(
  bench: BranchBench,
  options: Pick<BranchOptions, 'allowRemote' | 'disconnect'>,
): Promise<readonly PrunedDatabase[]> {
  const names = new Set(await (await bench.branches()).names());
  await requireDevelopment(bench, options.allowRemote === true);
  const follows = (await bench.reach()) === 'embedded';
  return await bench.withServerDatabases(async (server) => {
    // Another clone may still use the database of a branch that this clone does not have.
    const own = (await server.list()).filter(({ workspace }) => workspace === bench.workspace.root);
    const gone = own.filter(({ branch }) => !names.has(branch));
    if (gone.length === 0) return [];
    await requireUnmarked(bench, server);
    const losses = gone.map(({ name, branch }) => `all data in ${name}, of branch ${branch}`);
    const doing = `Drop ${gone.length === 1 ? 'the database' : `${gone.length} databases`} of branches that git has no more`;
    await confirmLoss(bench, { doing, losses, declined: { asked: 'prune' }, everywhere: true });
    const pruned: PrunedDatabase[] = [];
    for (const { name, branch } of gone) {
      await server.drop(name, options.disconnect === true);
      pruned.push({ branch, database: name });
      if (!follows) continue;
      const { use, databases } = bench.branchChoices.read();
      const { [branch]: _dropped, ...rest } = databases;
      bench.branchChoices.write({ use: use === branch ? null : use, databases: rest });
    }
    return pruned;
  });
}
