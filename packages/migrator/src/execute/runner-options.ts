/**
 * All limits of a run, in milliseconds unless named otherwise. Every one has a default; configuration and flags
 * override single ones.
 */
export interface RunnerOptions {
  /** How long the lease stays valid without a heartbeat; after that, another runner may take over. */
  readonly leaseMs: number;
  /** How long to wait for another runner before giving up with `lease-busy`. */
  readonly leaseWaitMs: number;
  /** `lock_timeout` of the first try; it grows by half with each retry up to `maxLockTimeoutMs`. */
  readonly lockTimeoutMs: number;
  readonly maxLockTimeoutMs: number;
  /** Limit for all attempts of one revision to get its locks, including waits. */
  readonly lockBudgetMs: number;
  /** Braid waits without queueing for a transaction that is older than this and holds a lock in the way. */
  readonly blockerAgeMs: number;
  readonly blockerPollMs: number;
  /** The first such wait ends after this time with a short attempt anyway; each further one is twice as long. */
  readonly blockerPatienceMs: number;
  /** 0 for none. */
  readonly statementTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
  /** How long statements that run alone, such as CREATE INDEX CONCURRENTLY, wait for older transactions. */
  readonly concurrentLockTimeoutMs: number;
  readonly concurrentStatementTimeoutMs: number;
  /** How long to try to reconnect after the connection was lost in a run. */
  readonly reconnectBudgetMs: number;
  /** After the first signal: how long the current statement may run before it is cancelled. */
  readonly stopGraceMs: number;
  /**
   * This many revisions travel in the first message, up to eight times as many in later ones while they are quick; at
   * most this many UTF-16 units of SQL in each.
   */
  readonly batchRevisions: number;
  readonly batchCharacters: number;
}

/** docs/runner.md explains the figures. */
export const defaultRunnerOptions: RunnerOptions = {
  leaseMs: 15_000,
  leaseWaitMs: 600_000,
  lockTimeoutMs: 100,
  maxLockTimeoutMs: 500,
  lockBudgetMs: 600_000,
  blockerAgeMs: 500,
  blockerPollMs: 250,
  blockerPatienceMs: 10_000,
  statementTimeoutMs: 3_600_000,
  idleInTransactionTimeoutMs: 60_000,
  concurrentLockTimeoutMs: 600_000,
  concurrentStatementTimeoutMs: 86_400_000,
  reconnectBudgetMs: 60_000,
  stopGraceMs: 5_000,
  batchRevisions: 25,
  batchCharacters: 262_144,
};
