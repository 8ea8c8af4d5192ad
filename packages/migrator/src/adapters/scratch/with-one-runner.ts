import type { HalfRunStore } from '../../ports/database/half-run-store.ts';
import type { LeaseAnswer } from '../../ports/database/lease-store.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { AppliedRevision } from '../../state/applied-revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Lease } from '../../state/lease.ts';

/** Of all runs on scratch databases: a clone of one has its lease. */
const RUN = 'scratch';

/** What may be used without changing which revisions are applied. Whatever is not listed may change that. */
const NEUTRAL: ReadonlySet<string> = new Set<keyof MigrationDatabase>([
  ...(['target', 'readState', 'readApplied', 'readDigest', 'readIdentity', 'readProtection'] as const),
  ...(['acquireLease', 'acquireNew', 'renewLease', 'releaseLease', 'appendLog', 'hearNotices'] as const),
  ...(['applyBatch', 'applyWork', 'requireWritable'] as const),
  ...(['findBlockers', 'whoBlocks', 'runningProgress', 'tablesOfIndexes', 'catalogTruth', 'cancel'] as const),
  ...(['readLog', 'readTotals', 'readSize', 'close'] as const),
]);

/** The steps of a half run, at whose end the state is known again. */
const HALF_RUN: ReadonlySet<string> = new Set<keyof HalfRunStore>([
  ...(['noteIntent', 'runAlone', 'runChecked', 'noteDone', 'clearIntent', 'finishHalfRun', 'catalogTruth'] as const),
]);

/** What can come between a note and what is noted next: it does not look at notes. */
const BETWEEN: ReadonlySet<string> = new Set<keyof MigrationDatabase>([
  ...(['target', 'hearNotices', 'requireWritable', 'renewLease', 'releaseLease', 'appendLog', 'cancel'] as const),
  ...(['findBlockers', 'whoBlocks', 'runningProgress', 'tablesOfIndexes', 'catalogTruth', 'runAlone'] as const),
  ...(['noteIntent', 'noteDone', 'finishHalfRun', 'reconnect', 'close'] as const),
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

export interface OneRunner {
  readonly database: MigrationDatabase;
  /** Writes what could still be left out: before anybody copies the database. */
  settle(): Promise<void>;
}

/**
 * A database that nobody else knows of: the lease is taken once and kept, the log has what revisions write themselves,
 * and the state is read once and then followed. A half run notes its beginning and its last statement only where it
 * does not go on at once. Every transaction of a revision still proves the lease, and writes its row and its log, as in
 * production.
 */
export function withOneRunner(database: MigrationDatabase, shelf: Shelf): OneRunner {
  /** The state before the current half run. */
  let begun: DatabaseState | undefined;
  let owed: { readonly what: 'beginning' | 'statement'; readonly note: () => Promise<void> } | undefined;
  const settle = async (): Promise<void> => {
    const due = owed;
    owed = undefined;
    await due?.note();
  };
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
    async acquireLease({ begins: _, ...request }, silent) {
      const { lease, state } = shelf;
      if (lease !== undefined && state !== undefined) return { granted: true, lease, state };
      return keep(await database.acquireLease({ ...request, runId: RUN }, silent));
    },
    async acquireNew({ begins: _, ...request }) {
      const { lease, state } = shelf;
      if (lease !== undefined && state?.initialized === true) return { granted: true, lease, state };
      return keep(await database.acquireNew({ ...request, runId: RUN }));
    },
    async releaseLease() {},
    async appendLog() {},
    async applyBatch(lease, request) {
      const before = shelf.state;
      shelf.state = undefined;
      const outcome = await database.applyBatch(lease, request);
      if (outcome.kind === 'done') shelf.state = stateAfter(before, request.units);
      return outcome;
    },
    async applyWork(lease, unit, work) {
      const before = shelf.state;
      shelf.state = undefined;
      const failure = await database.applyWork(lease, unit, work);
      if (failure === undefined) shelf.state = stateAfter(before, [unit]);
      return failure;
    },
    async noteIntent(lease, attempt, sql) {
      begun ??= shelf.state;
      shelf.state = undefined;
      // The note of a statement begins the half run, too.
      if (owed?.what === 'beginning' && sql !== undefined) owed = undefined;
      await settle();
      const note = () => database.noteIntent(lease, attempt, sql);
      if (sql !== undefined) await note();
      else owed = { what: 'beginning', note };
    },
    async noteDone(lease, attempt, hash) {
      await settle();
      owed = { what: 'statement', note: () => database.noteDone(lease, attempt, hash) };
    },
    async finishHalfRun(lease, attempt, halfWay) {
      // It forgets all notes.
      if (owed?.what === 'statement' && halfWay === undefined) owed = undefined;
      await settle();
      const before = begun;
      begun = undefined;
      await database.finishHalfRun(lease, attempt, halfWay);
      shelf.state = stateAfter(before, [attempt]);
    },
    async reconnect(lost, isNew) {
      // Whatever is in the database decides how it goes on.
      owed = undefined;
      begun = undefined;
      return keep(await database.reconnect(lost, isNew));
    },
  };
  const followed = new Proxy(alone, {
    get(target, name) {
      if (typeof name !== 'string' || !(NEUTRAL.has(name) || HALF_RUN.has(name))) {
        shelf.state = undefined;
        begun = undefined;
      }
      const member: unknown = Reflect.get(target, name);
      if (owed === undefined || typeof member !== 'function' || BETWEEN.has(String(name))) return member;
      return async (...given: readonly unknown[]) => {
        await settle();
        return await Reflect.apply(member, target, given);
      };
    },
  });
  return { database: followed, settle };
}

/** `undefined` when more than rows of whole revisions is in the state: that is read again. */
function stateAfter(
  before: DatabaseState | undefined,
  attempts: readonly Pick<RevisionAttempt, 'record'>[],
): DatabaseState | undefined {
  if (before === undefined || !before.initialized) return undefined;
  if (before.halfRuns.length > 0 || before.background !== undefined) return undefined;
  let { applied } = before;
  for (const { record } of attempts) {
    applied = applied.filter(({ revision }) => revision !== record.revision);
    if (record.direction === 'upgrade') applied = [...applied, rowOf(record)];
  }
  return { ...before, applied };
}

/** What nobody asks of a scratch database is left empty. */
function rowOf({ revision, slice, parents, dependencies, checksum }: RevisionAttempt['record']): AppliedRevision {
  const unknown = { appliedAt: '', appliedBy: '', durationMs: 0, toolVersion: '', runId: RUN };
  return { revision, slice, parents, dependencies, checksum, ...unknown };
}
