import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { LogEntry } from '../../state/log.ts';
import type { DatabaseContext } from '../shared/context.ts';

export interface LogOptions {
  /** Newest entries at most. */
  readonly limit: number;
  /** Only of this revision (an id, whole: the file may be gone). */
  readonly revision?: string | undefined;
  readonly run?: string | undefined;
}

export interface LogResult {
  readonly database: DatabaseTarget;
  /** Newest first. */
  readonly entries: readonly LogEntry[];
}

/** Every attempt that was made on the database. Needs no files. */
export async function log(context: DatabaseContext, options: LogOptions): Promise<LogResult> {
  const database = await context.database();
  const entries = await database.readLog({
    limit: options.limit,
    ...(options.revision === undefined ? {} : { revision: options.revision }),
    ...(options.run === undefined ? {} : { runId: options.run }),
  });
  return { database: database.target, entries };
}
