import { rememberedSql } from '../execute/half-run/statement-hash.ts';
import type { RunnerSession } from '../ports/database/database-observer.ts';
import type { HalfWay } from '../ports/database/half-run-store.ts';
import type { LeaseAnswer } from '../ports/database/lease-store.ts';
import type { Limits } from '../ports/database/limits.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import type { BatchOutcome, BatchRequest, RevisionAttempt, SeedUnit } from '../ports/database/revision-runner.ts';
import type { ServerFailure } from '../ports/database/server-failure.ts';
import type { DatabaseIdentity } from '../ports/database/state-reader.ts';
import type { Statement } from '../sql/script/statement.ts';
import type { AppliedGroup } from '../state/applied-group.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { Lease, LeaseRequest } from '../state/lease.ts';
import type { LogEntry, LogNote, LogQuery } from '../state/log.ts';
import type { DatabaseTotals } from '../state/log-totals.ts';
import type { SeedRun } from '../state/seed.ts';
import { splitRuns } from '../state/split-runs.ts';
import type { StateChange } from '../state/state-change.ts';
import { InMemoryCore } from './in-memory-core.ts';
import type { InMemoryFault } from './in-memory-faults.ts';
import type { InMemoryLease } from './in-memory-lease.ts';
import { runWork, type Work } from './in-memory-work.ts';

/** SQLSTATEs of Braid's own functions in PostgreSQL (docs/state.md). */
const leaseLost = { connectionLost: false, sqlState: 'BR001', message: 'the lease is lost: another runner took over' };
const alreadyRecorded = { connectionLost: false, sqlState: 'BR003', message: 'recorded by somebody else meanwhile' };

/**
 * A database without a server: it keeps Braid's state as PostgreSQL does, records committed statements without
 * executing them, and fails where a test wants it to. All connections to it are this one object. The clock decides when
 * a lease expires.
 */
export class InMemoryDatabase extends InMemoryCore implements MigrationDatabase {
  #protection: string | null = null;
  readonly #now: () => Date;
  readonly #seeds = new Map<string, SeedRun>();

  constructor(faults: readonly InMemoryFault[] = [], now: () => Date = () => new Date()) {
    super(faults, now);
    this.#now = now;
  }

  /** The operations so far; a fault can be set at each of them. */
  get operations(): number {
    return this.faults.count;
  }

  /** Oldest first. */
  get log(): readonly LogEntry[] {
    return this.rows.log;
  }

  async readState(): Promise<DatabaseState> {
    return this.#state();
  }

  async readApplied(): Promise<readonly AppliedGroup[]> {
    return this.rows.groups;
  }

  async readIdentity(): Promise<DatabaseIdentity> {
    return { name: 'memory', identity: 'memory' };
  }

  async readProtection(): Promise<string | null> {
    return this.#protection;
  }

  async markProtected(environment: string): Promise<void> {
    this.#protection = environment;
  }

  async readLog(query: LogQuery): Promise<readonly LogEntry[]> {
    return this.rows.entries(query);
  }

  async readSize(): Promise<number | null> {
    return null;
  }

  async readTotals(): Promise<DatabaseTotals> {
    return this.rows.totals;
  }

  async readPulse(): Promise<string> {
    return JSON.stringify([this.#state(), this.rows.log.length, await this.readBackfills()]);
  }

  async readRunners(): Promise<readonly RunnerSession[]> {
    return [];
  }

  async requireWritable(): Promise<void> {}

  hearNotices(): void {}

  async ensureState(): Promise<void> {
    this.own(() => {
      this.initialized = true;
    });
  }

  async acquireLease(request: LeaseRequest, silent?: string): Promise<LeaseAnswer> {
    let granted: ReturnType<InMemoryLease['acquire']>;
    this.own(() => {
      granted = this.acquire(request, silent);
    });
    return this.#answer(granted);
  }

  async acquireNew(request: LeaseRequest): Promise<LeaseAnswer> {
    await this.ensureState();
    return await this.acquireLease(request);
  }

  async renewLease(lease: Lease): Promise<boolean> {
    return this.lease.renew(lease);
  }

  async releaseLease(lease: Lease, last: LogNote): Promise<void> {
    this.own(() => {
      this.rows.note(lease, last);
      this.lease.release(lease);
    });
  }

  async reconnect(lease: Lease, isNew = false): Promise<LeaseAnswer> {
    if (isNew) this.initialized = true;
    return this.#answer(this.acquire(lease.request));
  }

  async applyBatch(lease: Lease, request: BatchRequest): Promise<BatchOutcome> {
    for (const [index, unit] of request.units.entries()) {
      const pending: string[] = [];
      for (const [number, { sql }] of unit.statements.entries()) {
        const failure = this.faults.operate(() => pending.push(sql), sql);
        if (failure !== undefined) return { kind: 'failed', committed: index, statement: number, failure };
        request.onStatement?.(index, number);
      }
      const failure = this.#commit(lease, unit, pending);
      if (failure !== undefined) return { kind: 'failed', committed: index, failure };
      request.onUnit?.(index);
    }
    return { kind: 'done' };
  }

  async applyWork(lease: Lease, unit: RevisionAttempt, work: Work): Promise<ServerFailure | undefined> {
    const pending: string[] = [];
    return (await runWork(this.faults, pending, work)) ?? this.#commit(lease, unit, pending);
  }

  async readSeeds(): Promise<readonly SeedRun[]> {
    return [...this.#seeds.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async applySeed(lease: Lease, { record, attemptId }: SeedUnit, work: Work): Promise<ServerFailure | undefined> {
    const pending: string[] = [];
    const failure = await runWork(this.faults, pending, work);
    if (failure !== undefined) return failure;
    if (!this.lease.holds(lease)) return leaseLost;
    this.committed.push(...pending);
    this.#seeds.set(record.name, { ...record, appliedAt: this.#now().toISOString(), appliedBy: 'memory' });
    const { name: message, slice } = record;
    this.rows.note(lease, { action: 'seed', event: 'done', slice, attemptId, message });
    return undefined;
  }

  async runWork(_limits: Limits, work: Work): Promise<ServerFailure | undefined> {
    return await runWork(this.faults, this.committed, work);
  }

  async runChecked(
    lease: Lease,
    { record }: RevisionAttempt,
    { sql }: Statement,
    hash: string,
  ): Promise<ServerFailure | undefined> {
    this.fence(lease);
    return this.faults.operate(() => {
      this.committed.push(sql);
      this.rows.advance(record.revision, hash);
    }, sql);
  }

  async runAlone({ sql }: Statement): Promise<ServerFailure | undefined> {
    return this.faults.operate(() => this.committed.push(sql), sql);
  }

  async noteIntent(lease: Lease, attempt: RevisionAttempt, sql: string | undefined): Promise<void> {
    this.fenced(lease, () => {
      this.rows.intend(attempt, sql);
      if (sql !== undefined) return;
      const { direction, revision, slice } = attempt.record;
      this.rows.note(lease, {
        action: direction,
        event: 'started',
        revision,
        slice,
        attemptId: attempt.attemptId,
      });
    });
  }

  async noteDone(lease: Lease, { record }: RevisionAttempt, hash: string): Promise<void> {
    this.fenced(lease, () => this.rows.advance(record.revision, hash));
  }

  async clearIntent(lease: Lease, { record }: RevisionAttempt): Promise<void> {
    this.fenced(lease, () => this.rows.advance(record.revision, undefined));
  }

  async finishHalfRun(lease: Lease, attempt: RevisionAttempt, halfWay?: HalfWay): Promise<void> {
    if (halfWay !== undefined) this.expectHalfWay(attempt.record.revision, halfWay);
    this.fenced(lease, () => {
      if (!this.rows.canRecord(attempt.record)) throw this.failed(alreadyRecorded);
      this.rows.record(lease, attempt);
    });
  }

  /** A statement that ran alone is there when it was the last that was committed: nothing here is ever half-done. */
  async catalogTruth(): Promise<{ readonly state: 'done' | 'not-run' }> {
    const under = this.rows.halfRuns.find(({ underWay }) => underWay !== undefined)?.underWay;
    const last = this.committed.at(-1);
    return { state: last !== undefined && rememberedSql(last) === under ? 'done' : 'not-run' };
  }

  async findBlockers(): Promise<readonly []> {
    return [];
  }

  async whoBlocks(): Promise<readonly []> {
    return [];
  }

  async runningProgress(): Promise<undefined> {
    return undefined;
  }

  /** It does not execute statements, so it knows no index. */
  async tablesOfIndexes(indexes: readonly unknown[]): Promise<readonly undefined[]> {
    return indexes.map(() => undefined);
  }

  async cancel(): Promise<void> {}

  async changeState(
    lease: Lease,
    action: 'stamp' | 'repair',
    changes: readonly StateChange[],
    reason?: string,
  ): Promise<void> {
    this.fenced(lease, () => {
      for (const change of changes) {
        this.rows.change(lease, change);
        const { revision, slice } = change.kind === 'add' ? change.record : change;
        const note = { action, event: 'done', revision, slice, message: change.kind } as const;
        this.rows.note(lease, reason === undefined ? note : { ...note, reason });
      }
    });
  }

  async appendLog(lease: Lease, notes: readonly LogNote[]): Promise<void> {
    if (notes.length === 0) return;
    this.own(() => {
      for (const note of notes) this.rows.note(lease, note);
    });
  }

  async close(): Promise<void> {}

  #commit(lease: Lease, unit: RevisionAttempt, pending: readonly string[]): ServerFailure | undefined {
    if (!this.lease.holds(lease)) return leaseLost;
    if (!this.rows.canRecord(unit.record)) return alreadyRecorded;
    return this.faults.operate(() => {
      this.committed.push(...pending);
      this.rows.record(lease, unit);
    });
  }

  #answer(granted: ReturnType<InMemoryLease['acquire']>): LeaseAnswer {
    const state = this.#state();
    if (granted !== undefined) return { granted: true, ...granted, state };
    if (state.holder === undefined) throw new RangeError('a lease is refused only while somebody holds it');
    const { heartbeat } = this.lease;
    return { granted: false, holder: state.holder, state, ...(heartbeat === undefined ? {} : { heartbeat }) };
  }

  #state(): DatabaseState {
    const { holder } = this.lease;
    return {
      initialized: this.initialized,
      applied: this.rows.applied,
      ...splitRuns(this.rows.applied, this.rows.halfRuns),
      ...(holder === undefined ? {} : { holder }),
    };
  }
}
