import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type BranchBench, branchDatabase } from './branch/branch-database.ts';
import { writeCheckoutHook } from './branch/checkout-hook.ts';
import { listBranches } from './branch/list-branches.ts';
import { pruneBranches } from './branch/prune-branches.ts';
import { switchBranch } from './branch/switch-branch.ts';
import type { DbAction, DbOptions, DbResult } from './db-options.ts';

/**
 * Controls the embedded PostgreSQL of the workspace (`reset` deletes its data and needs `yes`), and the databases of
 * git branches.
 */
export async function db(
  bench: BranchBench & Pick<Workbench, 'embedded'>,
  action: DbAction,
  options: DbOptions = {},
): Promise<DbResult> {
  const { embedded, safety } = bench;
  switch (action) {
    case 'start':
      return { action, status: await embedded.start() };
    case 'status':
      return { action, status: await embedded.status() };
    case 'stop':
      return { action, stopped: await embedded.stop() };
    case 'url':
      // The URL is asked for to connect with another program, which the server cannot count: it stays until `stop`.
      await embedded.start();
      return { action, url: await embedded.url() };
    case 'reset': {
      const { home: folder } = await embedded.status();
      if (options.yes !== true) {
        const doing = 'Delete the embedded PostgreSQL';
        await confirmLoss(
          { safety },
          { doing, losses: [`all data in ${folder}`], declined: { asked: 'reset' }, everywhere: true },
        );
      }
      await embedded.reset();
      return { action, folder };
    }
    case 'branch': {
      const hook = options.hook === true ? await writeCheckoutHook(bench) : null;
      return { action, hook, ...(await branchDatabase(bench, options)) };
    }
    case 'switch':
      return { action, ...(await switchBranch(bench, options.name)) };
    case 'list':
      return { action, databases: await listBranches(bench) };
    case 'prune':
      return { action, pruned: await pruneBranches(bench, options) };
  }
}
