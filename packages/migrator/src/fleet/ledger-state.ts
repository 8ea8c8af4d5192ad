import type { Direction } from '../revision/revision.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { partedRuns } from '../state/parted-runs.ts';

/** What the state of one tenant says, and of all others that say the same: read in bulk. */
export interface LedgerState {
  readonly initialized: boolean;
  /** In the order in which they were applied. */
  readonly applied: readonly { readonly revision: string; readonly checksum: string }[];
  /** Revisions that were begun; see `DatabaseState.halfRuns`. */
  readonly begun: readonly { readonly revision: string; readonly direction: Direction }[];
}

/** As a state to plan from: of what a plan does not look at it says nothing. */
export function plannable({ initialized, applied, begun }: LedgerState): DatabaseState {
  const rows = applied.map(
    ({ revision, checksum }): AppliedRevision => ({
      ...{ revision, checksum, slice: '', parents: [], dependencies: [] },
      ...{ appliedAt: '', appliedBy: '', durationMs: 0, toolVersion: '', runId: '' },
    }),
  );
  const runs = begun.map((run) => ({ ...run, doneStatements: [], since: '' }));
  return { initialized, applied: rows, ...partedRuns(rows, runs) };
}

/** What a look at a tenant found. */
export type TenantLook =
  | { readonly kind: 'state'; readonly state: LedgerState }
  /** Its schema or its database is not there any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable'; readonly code: string; readonly error: string };
