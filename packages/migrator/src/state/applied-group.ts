/**
 * The applied revisions of one slice that one role applied, column by column: at 10,000 revisions a row for each would
 * cost more than building the graph. `appliedAt[i]` belongs to `revisions[i]`.
 */
export interface AppliedGroup {
  readonly slice: string;
  readonly appliedBy: string;
  readonly revisions: readonly string[];
  /** ISO 8601 in UTC. */
  readonly appliedAt: readonly string[];
}
