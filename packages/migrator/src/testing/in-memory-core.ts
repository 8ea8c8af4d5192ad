import { ConnectionLostError } from '../errors/database/connection-errors.ts';
import { StateStatementFailedError } from '../errors/database/state-errors.ts';
import { LeaseLostError } from '../errors/run/lease-errors.ts';
import type {
  BackfillOrder,
  BackfillStore,
  BackgroundStore,
  BatchKey,
  BatchMark,
  BatchResult,
  BatchWork,
  Claim,
} from '../ports/database/backfill-store.ts';
import type { HalfWay, StepStore } from '../ports/database/half-run-store.ts';
import type { Limits } from '../ports/database/limits.ts';
import type { RevisionAttempt } from '../ports/database/revision-runner.ts';
import type { ServerFailure } from '../ports/database/server-failure.ts';
import type { StatementText } from '../sql/script/statement.ts';
import { type AppliedDigest, digestOf } from '../state/applied/applied-digest.ts';
import type { BackfillState, FailedKey } from '../state/backfill-state.ts';
import type { Lease, LeaseRequest } from '../state/lease.ts';
import type { BatchMinute, LogEntry } from '../state/log.ts';
import type { Pressure } from '../state/pressure.ts';
import { InMemoryBackfills, lostBatches } from './in-memory-backfills.ts';
import { BACKGROUND_LEASE, inMemoryClaimed } from './in-memory-background.ts';
import { type InMemoryFault, InMemoryFaults } from './in-memory-faults.ts';
import { InMemoryLease } from './in-memory-lease.ts';
import { InMemoryState } from './in-memory-state.ts';
import { runWork } from './in-memory-work.ts';

/** What every part of a database in memory works with, and its batches of rows. */
export abstract class InMemoryCore implements BackfillStore, BackgroundStore, StepStore {
  readonly target = { display: 'memory', source: 'test' };
  /** Every statement that was committed, in order. */
  readonly committed: string[] = [];
  protected readonly faults: InMemoryFaults;
  protected readonly lease: InMemoryLease;
  protected readonly rows: InMemoryState;
  /** The state was made. */
  protected initialized = false;
  readonly #backfills: InMemoryBackfills;

  constructor(faults: readonly InMemoryFault[], now: () => Date) {
    this.faults = new InMemoryFaults(faults);
    this.lease = new InMemoryLease(now);
    this.rows = new InMemoryState(now);
    this.#backfills = new InMemoryBackfills(now);
  }

  async readDigest(): Promise<AppliedDigest | undefined> {
    if (!this.initialized) return undefined;
    const { applied, halfRuns } = this.rows;
    return { digest: digestOf(applied), begun: halfRuns.length };
  }

  /** It looks into no table: every one has one row, the key of which is `1`. */
  async readBatchKey(table: string, key: readonly string[]): Promise<BatchKey> {
    return { table, columns: key, types: key.map(() => 'bigint'), bases: key.map(() => 'int8') };
  }

  async beginBackfill(
    lease: Lease,
    attempt: RevisionAttempt,
    done: readonly string[],
    key: BatchKey,
    size: number,
  ): Promise<BackfillState> {
    const { revision } = attempt.record;
    const goesOn = this.rows.halfRuns.some((half) => half.revision === revision);
    this.fenced(lease, () => {
      this.rows.intend(attempt, undefined);
      this.rows.setDone(revision, done);
      this.#backfills.begin(attempt, key, size, goesOn);
    });
    return this.#backfills.of(revision);
  }

  async writersOf(): Promise<readonly string[]> {
    return [];
  }

  async nextBatch(_key: BatchKey, { cursor, upper }: BackfillState) {
    return cursor === undefined && upper !== undefined ? { keys: 1, to: upper } : undefined;
  }

  async runBatch(lease: Lease, { record }: RevisionAttempt, work: BatchWork, mark: BatchMark): Promise<BatchResult> {
    this.fence(lease);
    if (mark.kind !== 'step') this.#backfills.expect(record.revision, mark.after);
    if (mark.kind === 'step') this.expectHalfWay(record.revision, { doneStatements: mark.before });
    if (typeof work === 'function') return await this.#runCode(record.revision, work, mark);
    if (mark.kind === 'step') throw new RangeError('steps are code');
    const statements = work;
    for (const [statement, { sql }] of statements.slice(0, -1).entries()) {
      const failure = this.faults.operate(() => {}, sql);
      if (failure !== undefined) return { kind: 'failed', failure, statement };
    }
    const failure = this.faults.operate(() => {
      this.committed.push(...statements.map(({ sql }) => sql));
      this.#backfills.mark(record.revision, mark, statements.length);
    }, statements.at(-1)?.sql);
    if (failure !== undefined) return { kind: 'failed', failure, statement: statements.length - 1 };
    return { kind: 'done', rows: statements.length };
  }

  async #runCode(revision: string, work: Exclude<BatchWork, readonly StatementText[]>, mark: BatchMark) {
    const pending: string[] = [];
    let rows: number | undefined;
    const failure =
      (await runWork(this.faults, pending, async (session) => {
        rows = await work(session);
      })) ??
      this.faults.operate(() => {
        this.committed.push(...pending);
        if (mark.kind === 'step') this.rows.setDone(revision, mark.done);
        else this.#backfills.mark(revision, mark, rows ?? pending.length);
      });
    return failure === undefined
      ? { kind: 'done' as const, rows: rows ?? pending.length }
      : { kind: 'failed' as const, failure };
  }

  async readWork(_limits: Limits, work: Parameters<BackfillStore['readWork']>[1]): Promise<ServerFailure | undefined> {
    return await runWork(this.faults, [], (session) => work(session, (own) => own()));
  }

  async finishStep(
    lease: Lease,
    { record }: RevisionAttempt,
    done: readonly string[],
    batches: Pick<BackfillState, 'cursor'>,
  ): Promise<void> {
    this.expectHalfWay(record.revision, batches);
    this.fenced(lease, () => {
      this.#backfills.drop(record.revision);
      this.rows.setDone(record.revision, done);
    });
  }

  async keyBelow(): Promise<readonly string[]> {
    return ['0'];
  }

  async skipKey(
    lease: Lease,
    { record }: RevisionAttempt,
    failed: FailedKey,
    after?: readonly string[],
  ): Promise<void> {
    this.#backfills.expect(record.revision, after);
    this.fenced(lease, () => this.#backfills.skip(record.revision, failed));
  }

  /** Every condition holds. */
  async keysWithout(): Promise<{ readonly keys: readonly [] }> {
    return { keys: [] };
  }

  async readValue(): Promise<{ readonly value: string | null }> {
    return { value: 'true' };
  }

  async readPressure(): Promise<Pressure> {
    return { conditions: [] };
  }

  async notePause(lease: Lease, { record }: RevisionAttempt, reason: string | undefined): Promise<void> {
    this.fenced(lease, () => this.#backfills.pause(record.revision, reason));
  }

  async registerBackfill(
    lease: Lease,
    attempt: RevisionAttempt,
    mark: string,
    key: BatchKey,
    size: number,
  ): Promise<void> {
    const { revision } = attempt.record;
    this.fenced(lease, () => {
      this.rows.record(lease, attempt);
      this.rows.intend(attempt, undefined);
      this.rows.advance(revision, mark);
      this.#backfills.begin(attempt, key, size, false);
      this.#backfills.background.register(revision);
    });
  }

  async claimBackfill(revision: string, request: LeaseRequest): Promise<Lease | undefined> {
    return this.#backfills.background.claim(revision, request);
  }

  async renewClaim(revision: string, claim: Lease): Promise<Claim | undefined> {
    return this.#backfills.background.renew(revision, claim);
  }

  async releaseClaim(revision: string, claim: Lease, failure?: string): Promise<void> {
    this.#backfills.background.release(revision, claim, failure);
  }

  async orderBackfill(revision: string, order: BackfillOrder, by: LeaseRequest): Promise<boolean> {
    const isThere = this.#backfills.background.order(revision, order);
    if (!isThere || order.kind !== 'cancel') return isThere;
    const { slice, reason } = order;
    this.rows.change({ token: '0', request: by }, { kind: 'drop-half-run', revision, slice });
    const note = { action: 'upgrade', event: 'failed', revision, slice, reason, message: 'batches cancelled' } as const;
    this.rows.note({ token: '0', request: by }, note);
    return true;
  }

  async reopen(): Promise<void> {}

  async wasCancelled(revision: string): Promise<boolean> {
    return this.rows.log.filter((entry) => entry.revision === revision).at(-1)?.message === 'batches cancelled';
  }

  get claimed(): BackgroundStore['claimed'] {
    return inMemoryClaimed(this, this.#backfills.background, BACKGROUND_LEASE, (claim, { record, attemptId }) => {
      const { revision, slice, direction } = record;
      this.rows.change(claim, { kind: 'drop-half-run', revision, slice });
      this.rows.note(claim, {
        action: direction,
        event: 'done',
        revision,
        slice,
        attemptId,
        message: 'batches finished',
      });
    });
  }

  /** It does not look at the clock so closely. */
  async readBatchMinutes(): Promise<readonly BatchMinute[]> {
    return [];
  }

  async readBackfills(): Promise<readonly BackfillState[]> {
    return this.#backfills.among(this.rows.halfRuns.map(({ revision }) => revision));
  }

  /** Throws when a revision did not come as far as somebody believes. */
  protected expectHalfWay(revision: string, at: HalfWay): void {
    if (!('doneStatements' in at)) {
      this.#backfills.expect(revision, at.cursor);
      return;
    }
    const found = this.rows.halfRuns.find((half) => half.revision === revision)?.doneStatements ?? [];
    if (found.join('\n') !== at.doneStatements.join('\n')) throw lostBatches();
  }

  protected fenced(lease: Lease, effect: () => void): void {
    this.fence(lease);
    this.own(effect);
  }

  protected fence(lease: Lease): void {
    if (lease !== BACKGROUND_LEASE && !this.lease.holds(lease))
      throw new LeaseLostError({ target: this.target.display });
  }

  /** The lease, and with the first one of a run its first row in the log. */
  protected acquire(request: LeaseRequest, silent?: string): ReturnType<InMemoryLease['acquire']> {
    const granted = this.lease.acquire(request, silent);
    const { runId, begins } = request;
    const isFirst = (row: LogEntry) => row.runId === runId && row.action === 'run' && row.event === 'started';
    if (granted !== undefined && begins !== undefined && !this.rows.log.some(isFirst)) {
      this.rows.note(granted.lease, begins);
    }
    return granted;
  }

  protected own(effect: () => void): void {
    const failure = this.faults.operate(effect);
    if (failure !== undefined) throw this.failed(failure);
  }

  protected failed(failure: ServerFailure): Error {
    if (failure.connectionLost) return new ConnectionLostError({ said: failure.message });
    return new StateStatementFailedError({ doing: 'Writing the state', target: this.target.display, ...failure });
  }
}
