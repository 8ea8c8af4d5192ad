/** Numbers that rules compare with; each can be set in the configuration. */
export interface LintLimits {
  /** Major version of the oldest server that the revisions run on. */
  readonly postgres: number;
  /** Tables that one transaction may lock completely. */
  readonly lockedTables: number;
  /** Transactions of a plan that may lock the same table completely. */
  readonly locksOfTable: number;
  /** Partitions that one statement may lock. */
  readonly partitions: number;
  /** Milliseconds that readers may wait for one statement; those who write may wait ten times as long. */
  readonly maxBlock: number;
}

export const DEFAULT_LINT_LIMITS: LintLimits = {
  postgres: 14,
  lockedTables: 2,
  locksOfTable: 3,
  partitions: 50,
  maxBlock: 100,
};
