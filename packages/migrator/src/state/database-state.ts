import type { AppliedRevision } from './applied-revision.ts';
import type { HalfRunState } from './half-run-state.ts';
import type { LeaseHolder } from './lease.ts';

/** All that a plan and a run need to know of a database, as read in one moment. */
export interface DatabaseState {
  /** False when the state schema does not exist yet: nothing was ever applied. */
  readonly initialized: boolean;
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedRevision[];
  readonly halfRuns: readonly HalfRunState[];
  /** Revisions that are applied, and whose batches in the background are not finished. Absent where there are none. */
  readonly background?: readonly HalfRunState[];
  readonly holder?: LeaseHolder;
}
