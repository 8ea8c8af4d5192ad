import type { Direction } from '../revision/revision.ts';

/** What `applied` and `log` say of one revision that was run. */
export interface RevisionRecord {
  readonly revision: string;
  readonly slice: string;
  readonly direction: Direction;
  readonly parents: readonly string[];
  /** Resolved ids. */
  readonly dependencies: readonly string[];
  readonly checksum: string;
  /** Of what was applied by another tool: the row or ledger that says so. Only where nothing was run. */
  readonly origin?: string;
}
