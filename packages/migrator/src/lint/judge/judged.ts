import type { Block } from '../blocks/block.ts';
import type { Claim } from '../rule/found.ts';
import type { LintLevel } from '../rule/levels.ts';

/** What a rule found in a statement of a revision. */
export interface Judged {
  readonly rule: string;
  readonly level: LintLevel;
  readonly revision: string;
  readonly slice: string;
  readonly file: string;
  readonly line: number;
  /** Which statement of the revision; absent where it is about none. */
  readonly statement?: number;
  readonly on: string | null;
  readonly message: string;
  readonly instead: string;
  readonly claim?: Claim;
  /** What it means in production, where the size of the table is known. */
  readonly block?: Block;
  /** `observed`: seen on a scratch database; `static`: read off the statement; `both`: and they agree. */
  readonly basis: Basis;
}

export type Basis = 'static' | 'observed' | 'both';

/** A finding that a comment hides, and why. */
export interface Hidden extends Judged {
  readonly reason: string;
}

export interface Judgement {
  readonly found: readonly Judged[];
  readonly hidden: readonly Hidden[];
  /** Findings that the server did not confirm: the observation wins. */
  readonly refuted: readonly Judged[];
}
