import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease } from '../../state/lease.ts';

/** Of all runs on scratch databases: a clone of one has its lease. */
const RUN = 'scratch';

/**
 * A database that nobody else knows of: the lease is taken once and kept, and the log has what revisions write
 * themselves. Every transaction of a revision still proves the lease, and writes its row and its log, as in production.
 */
export function withOneRunner(database: MigrationDatabase): MigrationDatabase {
  let lease: Lease | undefined;
  /** As the run has read it, before which nobody can have changed it. */
  let read: DatabaseState | undefined;
  const keep = <Answer extends { readonly granted: boolean; readonly lease?: Lease }>(answer: Answer): Answer => {
    lease = answer.lease;
    return answer;
  };
  return {
    ...database,
    async readState() {
      read = await database.readState();
      return read;
    },
    async acquireLease(request, silent) {
      const state = read;
      read = undefined;
      if (lease !== undefined && state !== undefined) return { granted: true, lease, state };
      return keep(await database.acquireLease({ ...request, runId: RUN }, silent));
    },
    async releaseLease() {
      read = undefined;
    },
    async appendLog() {},
    async reconnect(lost) {
      return keep(await database.reconnect(lost));
    },
  };
}
