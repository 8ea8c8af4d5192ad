/**
 * `sql` revisions hold two sections of statements; `ts` ones are data revisions that export `upgrade` and `downgrade`.
 */
export type RevisionKind = 'sql' | 'ts';

/** The header line `alters: common, setups "why"`. */
export interface AlteredSlices {
  readonly slices: readonly string[];
  readonly reason: string;
}

/** What a header says: all that the graph needs. Never holds the body of the file. */
export interface Revision {
  readonly id: string;
  /** Parents, in the order written; empty for a base. */
  readonly revises: readonly string[];
  /** Ids or branch labels that must be applied first without being parents. */
  readonly dependsOn: readonly string[];
  /** Those of them, and of the parents, whose batches in the background must be finished first. */
  readonly requiresFinished?: readonly string[];
  /** Its batches may run in the background. */
  readonly background?: true;
  /** Branch labels written on this revision. */
  readonly labels: readonly string[];
  readonly message: string;
  /** The slice whose folder holds the file. */
  readonly slice: string;
  /** Path relative to the workspace root, with `/`. */
  readonly file: string;
  readonly kind: RevisionKind;
  /** ISO 8601 in UTC as written in the header, when written. Never used for order. */
  readonly created?: string;
  /** How the revision was proven (merges: ancestor, heads, catalog hash, tool version), as written. */
  readonly proof?: string;
  /** Why the revision was written without a proof. */
  readonly unproven?: string;
  /** The migrations of another tool that it was made from, as written by `adopt`. */
  readonly adopted?: string;
  /** Other slices whose things the revision changes on purpose. */
  readonly alters?: AlteredSlices;
  /** One entry for each `rename` line, as written: what the differ recorded as renamed. */
  readonly renames?: readonly string[];
  /** Free comment lines of the header without the comment marker, in order. */
  readonly notes?: readonly string[];
}

export type Direction = 'upgrade' | 'downgrade';
