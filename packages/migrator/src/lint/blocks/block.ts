import type { Duration } from './predict-duration.ts';

/** Whom a statement blocks in production, and for how long. */
export interface Block {
  /** `public.orders`. */
  readonly relation: string;
  /** Everybody, or who writes. */
  readonly who: 'all' | 'writes';
  /** `null`: it was never analysed. */
  readonly rows: number | null;
  /** Heap, indexes and TOAST. */
  readonly bytes: number;
  /** `null`: unknown; `why` gives the reason. */
  readonly duration: Duration | null;
  /**
   * `timed`: with generated rows on a scratch server. `bound`: the table is so small that it is short on any server.
   * `unknown`: the level of the rule counts.
   */
  readonly basis: 'timed' | 'bound' | 'unknown';
  readonly why: string | null;
  /** Reads and writes that come in that time, or writes alone where only they wait; `null`: unknown. */
  readonly waiting: number | null;
}
