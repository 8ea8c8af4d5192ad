import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import type { RunnerEvent, RunnerListener } from '../../execute/runner-event.ts';
import { createStopSignal, type StopSignal } from '../../execute/stop-signal.ts';
import type { BatchWork } from '../../ports/database/backfill-store.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';

/**
 * When the session of a batch is terminated: after the statements or the code of the batch, or while it is recorded how
 * far the batches came. Both are before the commit. Whatever is committed apart from the other is there after one of
 * them.
 */
export const KILLS = ['after-rows', 'at-cursor'] as const;

type Migrations = Pick<ScratchDatabase, 'migrations'>;

/** A run of the section on a database, under a stop signal. */
export type SectionRun = (database: Migrations, stop: StopSignal, onEvent: RunnerListener) => Promise<void>;

/** How a run ended: `done` when it had nothing left to be stopped or killed in, and the revision is recorded. */
export type RunEnded = 'stopped' | 'done';

/** Runs a section until an event occurs. */
export async function runUntil(
  database: Migrations,
  run: SectionRun,
  isReached: (event: RunnerEvent) => boolean,
): Promise<RunEnded> {
  const stop = createStopSignal();
  try {
    await run(database, stop, (event) => {
      if (isReached(event)) stop.raise();
    });
    return 'done';
  } catch (error) {
    if (!(error instanceof InterruptedError) || stop.level === undefined) throw error;
    return 'stopped';
  }
}

/** Runs a section until the server terminates the session of a batch in the middle of it. */
export async function runUntilKilled(
  database: Pick<ScratchDatabase, 'migrations' | 'whileNotesKill'>,
  run: SectionRun,
  kill: (typeof KILLS)[number],
): Promise<RunEnded> {
  // The runner would connect again and continue: another one does that.
  const isKilled = ({ type }: RunnerEvent) => type === 'reconnecting';
  if (kill === 'at-cursor') return await database.whileNotesKill(() => runUntil(database, run, isKilled));
  return await runUntil({ migrations: killedAfterRows(database.migrations) }, run, isKilled);
}

function killedAfterRows(database: MigrationDatabase): MigrationDatabase {
  const runBatch: MigrationDatabase['runBatch'] = (lease, attempt, work, mark, limits) =>
    database.runBatch(lease, attempt, killedAtEnd(work), mark, limits);
  return new Proxy(database, {
    get: (target, name): unknown => (name === 'runBatch' ? runBatch : Reflect.get(target, name)),
  });
}

/** A role may terminate its own sessions; the section may have taken another role. */
const DIE = [
  'set local session authorization default',
  'set local role none',
  'select pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())',
] as const;

function killedAtEnd(work: BatchWork): BatchWork {
  if (typeof work !== 'function') return [...work, ...DIE.map((sql) => ({ sql }))];
  return async (session) => {
    const rows = await work(session);
    for (const sql of DIE) await session.execute(sql);
    return rows;
  };
}
