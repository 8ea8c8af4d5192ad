/** What the statements before have done in the same transaction. */
export interface TransactionState {
  /** Tables in use that are locked completely (ACCESS EXCLUSIVE), by path, with the line of the statement. */
  readonly exclusive: Map<string, { readonly shown: string; readonly line: number }>;
  /** Constraints that were added with `NOT VALID`: `public.orders\0positive`. */
  readonly unvalidated: Set<string>;
  /** Labels that were added to enums that were there before. */
  readonly enumLabels: Map<string, string>;
}

export function newTransaction(): TransactionState {
  return { exclusive: new Map(), unvalidated: new Set(), enumLabels: new Map() };
}

/** What the revisions before have done in the same plan. */
export interface PlanState {
  /** Transactions that lock a table in use completely, by its path. */
  readonly exclusive: Map<string, number>;
  /** Batches that may run in the background, by the table that they change. */
  readonly background: Map<string, string>;
}
