import type { LeaseAnswer } from '../../ports/database/lease-store.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { TransactionUnit } from '../../ports/database/revision-runner.ts';
import type { AppliedRevision } from '../../state/applied-revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease } from '../../state/lease.ts';

/** Of all runs on scratch databases: a clone of one has its lease. */
const RUN = 'scratch';

/** What may be used without changing which revisions are applied. Whatever is not listed here may change that. */
const NEUTRAL: ReadonlySet<string> = new Set<keyof MigrationDatabase>([
  ...(['target', 'readState', 'readApplied', 'readIdentity', 'readProtection', 'requireWritable'] as const),
  ...(['acquireLease', 'renewLease', 'releaseLease', 'appendLog', 'applyBatch', 'hearNotices'] as const),
  ...(['findBlockers', 'whoBlocks', 'runningProgress', 'tablesOfIndexes', 'catalogTruth', 'cancel'] as const),
  ...(['readLog', 'readTotals', 'readSize', 'close'] as const),
]);

/** What is known of a scratch database, longer than its sessions; a copy of it begins with the same. */
export interface Shelf {
  lease: Lease | undefined;
  /** As it is now; `undefined` when it has to be read. */
  state: DatabaseState | undefined;
}

/** Of a database without anything. */
export const EMPTY: Readonly<Shelf> = {
  lease: undefined,
  state: { initialized: false, applied: [], halfRuns: [] },
};

/** Of one that somebody else has filled. */
export const UNKNOWN: Readonly<Shelf> = { lease: undefined, state: undefined };

/**
 * A database that nobody else knows of: the lease is taken once and kept, the log has what revisions write themselves,
 * and the state is read once and then followed. Every transaction of a revision still proves the lease,
 * and writes its row and its log, as in production.
 */
export function withOneRunner(database: MigrationDatabase, shelf: Shelf): MigrationDatabase {
  const keep = (answer: LeaseAnswer): LeaseAnswer => {
    shelf.lease = answer.granted ? answer.lease : undefined;
    shelf.state = answer.state;
    return answer;
  };
  const alone: MigrationDatabase = {
    ...database,
    async readState() {
      shelf.state ??= await database.readState();
      return shelf.state;
    },
    async acquireLease(request, silent) {
      const { lease, state } = shelf;
      if (lease !== undefined && state !== undefined) return { granted: true, lease, state };
      return keep(await database.acquireLease({ ...request, runId: RUN }, silent));
    },
    async releaseLease() {},
    async appendLog() {},
    async applyBatch(lease, request) {
      const before = shelf.state;
      shelf.state = undefined;
      const outcome = await database.applyBatch(lease, request);
      if (outcome.kind === 'done' && before !== undefined) shelf.state = stateAfter(before, request.units);
      return outcome;
    },
    async reconnect(lost) {
      return keep(await database.reconnect(lost));
    },
  };
  return new Proxy(alone, {
    get(target, name) {
      if (typeof name !== 'string' || !NEUTRAL.has(name)) shelf.state = undefined;
      return Reflect.get(target, name);
    },
  });
}

/** `undefined` when more than rows of whole revisions is in the state: that is read again. */
function stateAfter(before: DatabaseState, units: readonly TransactionUnit[]): DatabaseState | undefined {
  if (!before.initialized || before.halfRuns.length > 0 || before.background !== undefined) return undefined;
  let { applied } = before;
  for (const { record } of units) {
    applied = applied.filter(({ revision }) => revision !== record.revision);
    if (record.direction === 'upgrade') applied = [...applied, rowOf(record)];
  }
  return { ...before, applied };
}

/** What nobody asks of a scratch database is left empty. */
function rowOf({ revision, slice, parents, dependencies, checksum }: TransactionUnit['record']): AppliedRevision {
  const unknown = { appliedAt: '', appliedBy: '', durationMs: 0, toolVersion: '', runId: RUN };
  return { revision, slice, parents, dependencies, checksum, ...unknown };
}
