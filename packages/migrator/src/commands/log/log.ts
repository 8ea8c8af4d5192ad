import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { BatchMinute, LogEntry } from '../../state/log.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface LogOptions {
  /** Newest entries at most. */
  readonly limit: number;
  /** Only of this revision: a whole id, since the file may be gone. */
  readonly revision?: string | undefined;
  readonly run?: string | undefined;
}

export interface LogResult {
  readonly database: DatabaseTarget;
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** Batches of rows, summed by minute and run; newest first, at most `limit` of them. */
  readonly batches: readonly BatchMinute[];
}

/** Every attempt that was made on the database. Needs no files. */
export async function log(bench: Pick<Workbench, 'database'>, options: LogOptions): Promise<LogResult> {
  const database = await bench.database();
  const query = {
    limit: options.limit,
    ...(options.revision === undefined ? {} : { revision: options.revision }),
    ...(options.run === undefined ? {} : { runId: options.run }),
  };
  const entries = await database.readLog(query);
  return { database: database.target, entries, batches: await database.readBatchMinutes(query) };
}
