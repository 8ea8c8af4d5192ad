import { type RunEnd, RunTally } from '../../../execute/report/run-tally.ts';
import type { RunWatcher } from '../../../execute/report/run-watcher.ts';
import type { RunnerListener } from '../../../execute/runner-event.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { Workbench } from '../workbench.ts';

/** What a run that can be watched resolves with. */
interface Ended {
  readonly heads: readonly string[];
  readonly runId: string | null;
}

/**
 * Runs `work` and tells watchers (`runner.watch`) what happens, and the result. They never change how it ends: what one
 * of them throws is left out.
 */
export async function watchedRun<Bench extends Pick<Workbench, 'ambient' | 'runner'>, Result extends Ended>(
  bench: Bench,
  direction: Direction,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const { runner, ambient } = bench;
  const { watch = [], onEvent } = runner;
  if (watch.length === 0) return await work(bench);
  const began = ambient.now();
  const start = {
    direction,
    runs: runner.runs,
    tag: runner.tag ?? null,
    host: runner.identity.host,
    startedAt: began.toISOString(),
  };
  const tally = new RunTally(start);
  const settled = await Promise.allSettled(watch.map((open) => open(start)));
  const watchers = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const hear: RunnerListener = (event, statement) => {
    onEvent(event, statement);
    tally.hear(event);
    for (const watcher of watchers) hearSafely(watcher, event, statement);
  };
  const tell = async (end: RunEnd): Promise<void> => {
    const report = tally.report(end, ambient.now().getTime() - began.getTime());
    await Promise.allSettled(watchers.map(async (watcher) => await watcher.ended(report)));
  };
  let result: Result;
  try {
    result = await work({ ...bench, runner: { ...runner, onEvent: hear } });
  } catch (error) {
    await tell({ kind: 'threw', error });
    throw error;
  }
  await tell({ kind: 'done', heads: result.heads, runId: result.runId });
  return result;
}

function hearSafely(watcher: RunWatcher, ...heard: Parameters<RunWatcher['hear']>): void {
  try {
    watcher.hear(...heard);
  } catch {
    // Watching must not change the run.
  }
}
