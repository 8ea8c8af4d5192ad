import type { HealthFacts } from '../../health/facts/health-facts.ts';
import type { DatabaseTarget } from '../database/database-target.ts';

export interface HealthRequest {
  /** Count the orphans of every foreign key, which reads both tables. */
  readonly orphans: boolean;
  /** The size in bytes from which the bloat of a table is estimated. */
  readonly bloatBytes: number;
}

/** The health of a database. */
export interface ReadHealthResult {
  readonly target: DatabaseTarget;
  readonly serverVersion: string;
  readonly facts: HealthFacts;
}

/** Reads it in one read-only transaction, on its own connection. Throws `CannotConnectError`. */
export type ReadHealth = (request: HealthRequest) => Promise<ReadHealthResult>;
