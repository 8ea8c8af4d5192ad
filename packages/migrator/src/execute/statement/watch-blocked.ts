import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { whileLooking } from './while-looking.ts';

const everyMs = 2_000;

/**
 * Reports, while `work` runs, whom its statement waits for: a concurrent build waits for every older transaction, for
 * as long as those last.
 */
export async function whileWatching<Result>(
  { held, control, progress }: Pick<Running<Pick<DatabaseObserver, 'whoBlocks'>>, 'held' | 'control' | 'progress'>,
  prepared: PreparedStep,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!control.isHeard) return await work();
  const began = control.now();
  let told = '';
  const look = {
    everyMs,
    find: () => held.database.whoBlocks().catch(() => []),
    tell(blockers: Awaited<ReturnType<DatabaseObserver['whoBlocks']>>) {
      const pids = blockers.map(({ pid }) => pid).join();
      if (blockers.length > 0 && pids !== told) {
        progress.emit({ type: 'blocked', blockers, waitedMs: control.now() - began, ...progress.place(prepared) });
      }
      told = pids;
    },
  };
  return await whileLooking(look, work);
}
