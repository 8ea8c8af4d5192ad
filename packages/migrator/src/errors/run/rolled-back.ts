/** How the failed revision ran. */
export interface RunManner {
  /**
   * In its own transaction (statements, or code), statement by statement (or code that commits by itself), or in
   * batches of rows.
   */
  readonly manner: 'transaction' | 'code' | 'half-run' | 'half-run-code' | 'steps' | 'batched';
  /** Statements before the failed one that are committed. */
  readonly doneStatements: number;
}

export interface RolledBack {
  /** What the failure undid, in words. */
  readonly rolledBack: string;
}

/** What the failure of a step undoes. */
export function rolledBack(revision: string, { manner, doneStatements: done }: RunManner): string {
  if (manner === 'transaction' || manner === 'code') return `revision ${revision} as a whole`;
  if (manner === 'half-run-code') return 'the statement that failed; what the code committed before stays';
  if (manner === 'steps') return 'this step; those before it are done and stay';
  if (manner === 'batched') return 'this batch; those before it are done and stay';
  if (done === 0) return 'this statement';
  return done === 1
    ? 'this statement; the one before it is done and stays'
    : `this statement; the ${done} before it are done and stay`;
}

/**
 * The repair of most failures. It has no command line: the name of a run may be that of a program, and lacks its
 * `--url`, so a copied command could go to another database.
 */
export const RUN_AGAIN = 'Correct it and run the same command again: it continues with this revision.';
