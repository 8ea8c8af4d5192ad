import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';

const everyMs = 2_000;

/** Tells, while `work` goes on, whom its statement waits for: a concurrent build waits for every older transaction, for as long as those last. */
export async function whileWatching<Result>(
  run: Run,
  prepared: PreparedStep,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = run.now();
  let over = false;
  let told = '';
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const blockers = await run.database.whoBlocks().catch(() => []);
    const pids = blockers.map(({ pid }) => pid).join();
    if (over) return;
    if (blockers.length > 0 && pids !== told) {
      run.emit({ type: 'blocked', blockers, waitedMs: run.now() - began, ...run.place(prepared) });
    }
    told = pids;
    timer = setTimeout(() => void look(), everyMs);
  };
  timer = setTimeout(() => void look(), everyMs);
  try {
    return await work();
  } finally {
    over = true;
    clearTimeout(timer);
  }
}
