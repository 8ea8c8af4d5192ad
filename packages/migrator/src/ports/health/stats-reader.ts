import type { ProductionStats } from '../../lint/stats/production-stats.ts';
import type { DatabaseTarget } from '../database/database-target.ts';

export interface StatsRequest {
  /** Between the two samples of the counters, in milliseconds. */
  readonly intervalMs: number;
}

export interface ReadStatsResult {
  readonly target: DatabaseTarget;
  readonly stats: ProductionStats;
}

/**
 * Reads how large and how busy the tables of the real database are, in transactions that only read, on a connection of
 * its own. Throws `CannotConnectError`.
 */
export type ReadStats = (request: StatsRequest) => Promise<ReadStatsResult>;
