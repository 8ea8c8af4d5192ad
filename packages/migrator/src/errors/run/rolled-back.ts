/** How the revision ran that failed. */
export interface RunManner {
  /**
   * In a transaction of its own (of statements, or of code), statement by statement (or code that commits by itself),
   * or in batches of rows.
   */
  readonly manner: 'transaction' | 'code' | 'half-run' | 'half-run-code' | 'steps' | 'batched';
  /** Statements before the failed one that are committed. */
  readonly doneStatements: number;
}

export interface RolledBack {
  /** What the failure undid, in words. */
  readonly rolledBack: string;
}

/** What is undone by the failure of a step. */
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
 * The repair of most failures. No command line: what a run is called among runners may be the name of a program, and
 * lacks its `--url`, so that it would go to another database.
 */
export const RUN_AGAIN = 'Correct it and run the same command again: it continues with this revision.';
