/** A row of `braid.applied`. */
export interface AppliedRevision {
  readonly revision: string;
  readonly slice: string;
  readonly parents: readonly string[];
  /** Resolved ids, as they were when applied. */
  readonly dependencies: readonly string[];
  readonly checksum: string;
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly durationMs: number;
  readonly toolVersion: string;
  readonly runId: string;
}
