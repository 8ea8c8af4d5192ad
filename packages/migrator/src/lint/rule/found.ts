import type { LintLevel } from './levels.ts';

/** What a rule expects the server to do, to compare with an observation. */
export interface Claim {
  /** `public.orders`. */
  readonly relation: string;
  /**
   * `rewrite`: all its rows, or its indexes, are rewritten. `scan`: all its rows are read. `lock`: only the lock is
   * claimed.
   */
  readonly work: 'rewrite' | 'scan' | 'lock';
  /** Other relations whose rows are read for it. */
  readonly also?: readonly string[];
}

/** What a rule found in a statement. */
export interface Found {
  /** The relation that it is about, as people write it; `null`: another thing, or the statement. */
  readonly on: string | null;
  /** What happens, and to whom. */
  readonly message: string;
  /** What to do instead; that of the rule where it is absent. */
  readonly instead?: string;
  /** Where it is not that of the rule. */
  readonly level?: LintLevel;
  readonly claim?: Claim;
}
