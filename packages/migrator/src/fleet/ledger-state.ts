import type { Direction } from '../revision/revision.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { splitRuns } from '../state/split-runs.ts';

/** The state of one tenant, or of all tenants with the same state; read in bulk. */
export interface LedgerState {
  readonly initialized: boolean;
  /** In the order in which they were applied. */
  readonly applied: readonly { readonly revision: string; readonly checksum: string }[];
  /** Revisions that began and did not finish; see `DatabaseState.halfRuns`. */
  readonly begun: readonly { readonly revision: string; readonly direction: Direction }[];
}

/** As a state to plan from; the parts that plans do not use are empty. */
export function plannable({ initialized, applied, begun }: LedgerState): DatabaseState {
  const rows = applied.map(
    ({ revision, checksum }): AppliedRevision => ({
      ...{ revision, checksum, slice: '', parents: [], dependencies: [] },
      ...{ appliedAt: '', appliedBy: '', durationMs: 0, toolVersion: '', runId: '' },
    }),
  );
  const runs = begun.map((run) => ({ ...run, doneStatements: [], since: '' }));
  return { initialized, applied: rows, ...splitRuns(rows, runs) };
}

/** The result of reading the state of a tenant. */
export type TenantLook =
  | { readonly kind: 'state'; readonly state: LedgerState }
  /** Its schema or its database is not there any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable'; readonly code: string; readonly error: string };
