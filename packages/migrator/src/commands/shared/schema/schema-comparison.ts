import type { KeptName } from '../../../schema/names/kept-names.ts';

/**
 * Why the schema of a slice was not compared with its revisions. `no-schema`: slice.json says `"schema": null`, and
 * there is no `sql/` file. `not-chosen`: the command was limited to other slices. `not-asked`: `--no-schema`.
 * `several-heads`: they have to be joined first. `no-snapshot`: nothing says what its revisions have built. `failed`: a
 * finding says why.
 */
export type NotCompared =
  | 'no-schema'
  | 'not-chosen'
  | 'not-asked'
  | 'several-heads'
  | 'no-snapshot'
  | 'drizzle-orm-missing'
  | 'failed';

/** Whether the schema of a slice was compared with what its revisions have built. */
export interface SchemaComparison {
  readonly slice: string;
  readonly compared: boolean;
  /** `null` when it was compared. */
  readonly reason: NotCompared | null;
  /** The revisions whose snapshots it was compared with; none where the slice has no revision. */
  readonly snapshots: readonly string[];
  /**
   * Constraints and indexes that nobody named and whose names stay as the database has them, where the schema would
   * make others today.
   */
  readonly keptNames: readonly KeptName[];
}

export function notCompared(slice: string, reason: NotCompared): SchemaComparison {
  return { slice, compared: false, reason, snapshots: [], keptNames: [] };
}
