import type { ProductionStats } from '../../lint/stats/production-stats.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface StatsOptions {
  /** Time between the two samples, in milliseconds; default 3000. */
  readonly intervalMs?: number | undefined;
  /** The file to write, relative to the current folder. */
  readonly out?: string | undefined;
}

export interface StatsResult {
  readonly database: DatabaseTarget;
  /** The contents of the file. */
  readonly stats: ProductionStats;
  /** The written file; `null`: none. */
  readonly file: string | null;
}

export const STATS_INTERVAL_MS = 3000;

/** Reads how large and how busy the tables of the database are, and writes it to a file for `lint`. Reads no rows. */
export async function stats(
  { readStats, documents }: Pick<Workbench, 'readStats' | 'documents'>,
  { intervalMs = STATS_INTERVAL_MS, out }: StatsOptions = {},
): Promise<StatsResult> {
  const { target, stats: read } = await readStats({ intervalMs });
  if (out !== undefined) documents.write(out, `${JSON.stringify(read, null, 2)}\n`);
  return { database: target, stats: read, file: out ?? null };
}
