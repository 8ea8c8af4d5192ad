import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import { StateStatementFailedError } from '../errors/database/state-errors.ts';
import { LeaseLostError } from '../errors/run/lease-errors.ts';
import type { LeaseAnswer } from '../ports/database/lease-store.ts';
import type { Limits } from '../ports/database/limits.ts';
import type { MigrationDatabase } from '../ports/database/migration-database.ts';
import type {
  BatchOutcome,
  BatchRequest,
  RevisionAttempt,
  RevisionSession,
} from '../ports/database/revision-runner.ts';
import type { ServerFailure } from '../ports/database/server-failure.ts';
import type { DatabaseIdentity } from '../ports/database/state-reader.ts';
import type { Statement } from '../sql/script/statement.ts';
import type { AppliedGroup } from '../state/applied-group.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { HalfRunState } from '../state/half-run-state.ts';
import type { Lease, LeaseRequest } from '../state/lease.ts';
import type { LogEntry, LogNote } from '../state/log.ts';
import type { RevisionRecord } from '../state/revision-record.ts';
import type { StateChange } from '../state/state-change.ts';
import { type InMemoryFault, InMemoryFaults } from './in-memory-faults.ts';
import { groupApplied, rowOf } from './in-memory-rows.ts';

/** A database without a server: it remembers which statements were committed, and fails where a test wants it to. */
export class InMemoryDatabase implements MigrationDatabase {
  readonly target = { display: 'memory', source: 'test' };
  /** Every statement that was committed, in order. */
  readonly committed: string[] = [];
  readonly log: LogEntry[] = [];
  readonly #faults: InMemoryFaults;
  #applied = new Map<string, AppliedRevision>();
  #halfRuns = new Map<string, HalfRunState>();
  #token = 0;
  #initialized = false;

  constructor(faults: readonly InMemoryFault[] = []) {
    this.#faults = new InMemoryFaults(faults);
  }

  /** Operations so far: a fault can be put at each of them. */
  get operations(): number {
    return this.#faults.count;
  }

  async readState(): Promise<DatabaseState> {
    return this.#state();
  }

  async readApplied(): Promise<readonly AppliedGroup[]> {
    return groupApplied(this.#applied.values());
  }

  async readIdentity(): Promise<DatabaseIdentity> {
    return { name: 'memory', identity: 'memory' };
  }

  requireWritable(): void {}

  hearNotices(): void {}

  async ensureState(): Promise<void> {
    this.#own(() => {
      this.#initialized = true;
    });
  }

  async acquireLease(request: LeaseRequest): Promise<LeaseAnswer> {
    this.#own(() => {
      this.#token += 1;
    });
    return this.#answer(request);
  }

  async renewLease(lease: Lease): Promise<boolean> {
    return lease.token === String(this.#token);
  }

  async releaseLease(lease: Lease, last: LogNote): Promise<void> {
    this.#own(() => {
      this.#write(lease, last);
    });
  }

  async reconnect(lease: Lease): Promise<LeaseAnswer> {
    this.#token += 1;
    return this.#answer(lease.request);
  }

  async applyBatch(lease: Lease, request: BatchRequest): Promise<BatchOutcome> {
    for (const [index, unit] of request.units.entries()) {
      const pending: string[] = [];
      for (const [number, { sql }] of unit.statements.entries()) {
        const failure = this.#faults.operate(() => pending.push(sql));
        if (failure !== undefined) return { kind: 'failed', committed: index, statement: number, failure };
        request.onStatement?.(index, number);
      }
      const failure = this.#commit(lease, unit.record, pending, unit.attemptId);
      if (failure !== undefined) return { kind: 'failed', committed: index, failure };
      request.onUnit?.(index);
    }
    return { kind: 'done' };
  }

  async applyWork(
    lease: Lease,
    unit: { readonly record: RevisionRecord; readonly attemptId: string },
    work: (session: RevisionSession) => Promise<void>,
  ): Promise<ServerFailure | undefined> {
    const pending: string[] = [];
    await work(this.#session(pending));
    return this.#commit(lease, unit.record, pending, unit.attemptId);
  }

  async runWork(
    _limits: Limits,
    work: (session: RevisionSession) => Promise<void>,
  ): Promise<ServerFailure | undefined> {
    await work(this.#session(this.committed));
    return undefined;
  }

  async runChecked(
    lease: Lease,
    step: RevisionAttempt,
    { sql }: Statement,
    hash: string,
  ): Promise<ServerFailure | undefined> {
    return this.#faults.operate(() => {
      this.#fence(lease);
      this.committed.push(sql);
      this.#progress(step, (half) => ({ doneStatements: [...half.doneStatements, hash] }));
    });
  }

  async runAlone({ sql }: Statement): Promise<ServerFailure | undefined> {
    return this.#faults.operate(() => this.committed.push(sql));
  }

  async noteIntent(lease: Lease, step: RevisionAttempt, sql: string | undefined): Promise<void> {
    this.#own(() => {
      this.#fence(lease);
      this.#progress(step, (half) => ({ underWay: sql ?? half.underWay }));
    });
  }

  async noteDone(lease: Lease, step: RevisionAttempt, hash: string): Promise<void> {
    this.#own(() => {
      this.#fence(lease);
      this.#progress(step, (half) => ({ doneStatements: [...half.doneStatements, hash], underWay: undefined }));
    });
  }

  async clearIntent(lease: Lease, step: RevisionAttempt): Promise<void> {
    this.#own(() => {
      this.#fence(lease);
      this.#progress(step, () => ({ underWay: undefined }));
    });
  }

  async finishHalfRun(lease: Lease, step: RevisionAttempt): Promise<void> {
    this.#own(() => {
      this.#fence(lease);
      this.#record(step.record, lease);
      this.#halfRuns.delete(step.record.revision);
    });
  }

  /** A statement that ran alone is there when it was committed since its intent: nothing here is ever half-done. */
  async catalogTruth(): Promise<{ readonly state: 'done' | 'not-run' }> {
    const [half] = [...this.#halfRuns.values()].filter(({ underWay }) => underWay !== undefined);
    return { state: this.committed.at(-1) === half?.underWay ? 'done' : 'not-run' };
  }

  readonly findBlockers = async (): Promise<readonly []> => [];

  readonly whoBlocks = async (): Promise<readonly []> => [];

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
    this.#own(() => {
      this.#fence(lease);
      for (const change of changes) {
        this.#change(change, lease);
        this.#write(lease, { action, event: 'done', ...(reason === undefined ? {} : { reason }) });
      }
    });
  }

  async appendLog(lease: Lease, notes: readonly LogNote[]): Promise<void> {
    this.#own(() => {
      for (const note of notes) this.#write(lease, note);
    });
  }

  async readLog({ limit }: { readonly limit: number }): Promise<readonly LogEntry[]> {
    return this.log.toReversed().slice(0, limit);
  }

  async close(): Promise<void> {}

  #session(into: string[]): RevisionSession {
    return {
      client: undefined,
      execute: async (sql) => {
        into.push(sql);
        return { rows: [], rowCount: 0 };
      },
    };
  }

  #commit(
    lease: Lease,
    record: RevisionRecord,
    pending: readonly string[],
    attemptId: string,
  ): ServerFailure | undefined {
    if (lease.token !== String(this.#token)) return { message: 'lease lost', connectionLost: false, sqlState: 'BR001' };
    return this.#faults.operate(() => {
      this.committed.push(...pending);
      this.#record(record, lease);
      this.#write(lease, { action: record.direction, event: 'done', revision: record.revision, attemptId });
    });
  }

  #own(effect: () => void): void {
    const failure = this.#faults.operate(effect);
    if (failure?.connectionLost === true) throw new ConnectionLostError({ said: failure.message });
    if (failure !== undefined) throw new StateStatementFailedError({ doing: 'A statement of the state', ...failure });
  }

  #fence(lease: Lease): void {
    if (lease.token !== String(this.#token)) throw new LeaseLostError({});
  }

  #record(record: RevisionRecord, lease: Lease): void {
    const known = this.#applied.has(record.revision);
    if (known === (record.direction === 'upgrade')) throw new Error(`${record.revision} is recorded twice`);
    if (record.direction === 'upgrade') this.#applied.set(record.revision, rowOf(record, lease));
    else this.#applied.delete(record.revision);
  }

  #change(change: StateChange, lease: Lease): void {
    if (change.kind === 'add') this.#applied.set(change.record.revision, rowOf(change.record, lease));
    else if (change.kind === 'remove') this.#applied.delete(change.revision);
    else if (change.kind === 'drop-half-run') this.#halfRuns.delete(change.revision);
    else if (change.kind === 'accept-checksum') {
      const row = this.#applied.get(change.revision);
      if (row !== undefined) this.#applied.set(change.revision, { ...row, checksum: change.checksum });
    }
  }

  #progress(
    { record }: RevisionAttempt,
    change: (half: HalfRunState) => { doneStatements?: readonly string[]; underWay?: string | undefined },
  ): void {
    const half = this.#halfRuns.get(record.revision) ?? {
      revision: record.revision,
      direction: record.direction,
      doneStatements: [],
      since: '',
    };
    const { underWay, ...rest } = { underWay: half.underWay, ...change(half) };
    const { underWay: _, ...kept } = half;
    this.#halfRuns.set(record.revision, { ...kept, ...rest, ...(underWay === undefined ? {} : { underWay }) });
  }

  /** Leases last no time here: whoever asks takes over, and the fence refuses the one before. */
  #answer(request: LeaseRequest): LeaseAnswer {
    return { granted: true, lease: { token: String(this.#token), request }, state: this.#state() };
  }

  #state(): DatabaseState {
    return {
      initialized: this.#initialized,
      applied: [...this.#applied.values()],
      halfRuns: [...this.#halfRuns.values()],
    };
  }

  #write(lease: Lease, note: LogNote): void {
    const { runId, host } = lease.request;
    this.log.push({ ...note, id: String(this.log.length + 1), runId, host, at: '', by: 'memory', toolVersion: 'test' });
  }
}
