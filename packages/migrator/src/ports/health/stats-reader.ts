import type { ProductionStats } from '../../lint/stats/production-stats.ts';
import type { DatabaseTarget } from '../database/database-target.ts';

export interface StatsRequest {
  /** Time between the two samples of the counters, in milliseconds. */
  readonly intervalMs: number;
}

export interface ReadStatsResult {
  readonly target: DatabaseTarget;
  readonly stats: ProductionStats;
}

/**
 * Reads how large and how busy the tables of the real database are, in read-only transactions on its own connection.
 * Throws `CannotConnectError`.
 */
export type ReadStats = (request: StatsRequest) => Promise<ReadStatsResult>;
