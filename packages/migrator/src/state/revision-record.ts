import type { Direction } from '../revision/revision.ts';

/** What `applied` and `log` record about a revision that was run. */
export interface RevisionRecord {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly parents: readonly string[];
  /** Resolved ids. */
  readonly dependencies: readonly string[];
  readonly checksum: string;
  /** For a revision that another tool applied: the row or ledger that says so. Only if nothing was run. */
  readonly origin?: string;
}
