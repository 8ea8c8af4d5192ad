/** Milliseconds; 0 means no limit; what is absent is left as the session has it. */
export interface Limits {
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
  /** PostgreSQL 17 and newer only. */
  readonly transactionTimeoutMs?: number;
}
