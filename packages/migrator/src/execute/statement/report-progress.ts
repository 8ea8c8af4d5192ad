import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { whileLooking } from './while-looking.ts';

const everyMs = 1_000;

/**
 * Reports, while `work` runs, how far the server is with what it runs: builds of indexes, `VACUUM`, `CLUSTER`, `COPY`.
 *
 * @param step the one that is running; `undefined` between two
 */
export async function whileReporting<Result>(
  {
    held,
    control,
    progress,
  }: Pick<Running<Pick<DatabaseObserver, 'runningProgress'>>, 'held' | 'control' | 'progress'>,
  step: () => PreparedStep | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!control.isHeard) return await work();
  let told: string | undefined = '';
  const look = {
    everyMs,
    find: () => held.database.runningProgress().catch(() => undefined),
    tell(found: Awaited<ReturnType<DatabaseObserver['runningProgress']>>) {
      const running = step();
      const now = JSON.stringify(found);
      if (found !== undefined && running !== undefined && now !== told) {
        progress.emit({ type: 'server-progress', ...found, ...progress.place(running) });
      }
      told = now;
    },
  };
  return await whileLooking(look, work);
}
