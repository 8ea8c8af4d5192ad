import type { Direction } from '../../revision/revision.ts';

/** One order of branches, `n` (1-based) of `of`, with a name for people: `8f3c2a1b9d04, then 51aa0be2c7f3`. */
export interface OrderPlace {
  readonly n: number;
  readonly of: number;
  readonly order: string;
}

/** Events of a merge's proof while it runs the branches in their orders. Times are in milliseconds. */
export type OrderEvent =
  | ({
      readonly type: 'order-revision';
      readonly revision: string;
      readonly slice: string;
      readonly message: string;
      readonly direction: Direction;
      readonly elapsedMs: number;
    } & OrderPlace)
  | ({ readonly type: 'order-done'; readonly ran: boolean; readonly durationMs: number } & OrderPlace)
  /** Orders differ: the two statements that are to blame are looked for, by running beginnings of the branches. */
  | { readonly type: 'pair-search'; readonly tried: number; readonly elapsedMs: number }
  /** No more orders are run, whatever came of them. */
  | { readonly type: 'orders-done'; readonly durationMs: number };
