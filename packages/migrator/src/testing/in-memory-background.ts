import { LeaseLostError } from '../errors/run/lease-errors.ts';
import type { BackfillOrder, BackfillStore, BackgroundStore, Claim } from '../ports/database/backfill-store.ts';
import type { HalfRunStore } from '../ports/database/half-run-store.ts';
import type { BackgroundState } from '../state/backfill-state.ts';
import type { Lease, LeaseRequest } from '../state/lease.ts';

interface Row {
  readonly state: BackgroundState;
  readonly token: number;
  readonly claim?: { readonly request: LeaseRequest; readonly expiresAt: number };
}

/** Who works on batches in the background, in memory. */
export class InMemoryBackground {
  readonly #rows = new Map<string, Row>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  register(revision: string): void {
    this.#rows.set(revision, { state: { wanted: 'run' }, token: 0 });
  }

  of(revision: string): BackgroundState | undefined {
    const row = this.#rows.get(revision);
    if (row?.claim === undefined) return row?.state;
    const { request, expiresAt } = row.claim;
    const { runId, host, pid } = request;
    const expired = expiresAt <= this.#now().getTime();
    return { ...row.state, worker: { runId, host, pid, expiresAt: new Date(expiresAt).toISOString(), expired } };
  }

  claim(revision: string, request: LeaseRequest): Lease | undefined {
    const row = this.#rows.get(revision);
    const now = this.#now().getTime();
    if (row === undefined || row.state.wanted !== 'run' || row.state.failure !== undefined) return undefined;
    const isTaken = row.claim !== undefined && row.claim.request.runId !== request.runId && row.claim.expiresAt > now;
    if (isTaken) return undefined;
    const token = row.token + 1;
    this.#rows.set(revision, { ...row, token, claim: { request, expiresAt: now + request.durationMs } });
    return { token: String(token), request };
  }

  holds(revision: string, { token, request }: Lease): boolean {
    const row = this.#rows.get(revision);
    return row !== undefined && String(row.token) === token && row.claim?.request.runId === request.runId;
  }

  renew(revision: string, lease: Lease): Claim | undefined {
    const row = this.#rows.get(revision);
    if (row === undefined || !this.holds(revision, lease)) return undefined;
    const expiresAt = this.#now().getTime() + lease.request.durationMs;
    this.#rows.set(revision, { ...row, claim: { request: lease.request, expiresAt } });
    const { wanted, size } = row.state;
    return size === undefined ? { wanted } : { wanted, size };
  }

  release(revision: string, lease: Lease, failure?: string): void {
    const row = this.#rows.get(revision);
    if (row === undefined || !this.holds(revision, lease)) return;
    const { state, token } = row;
    this.#rows.set(revision, { token, state: failure === undefined ? state : { ...state, failure } });
  }

  order(revision: string, order: BackfillOrder): boolean {
    const row = this.#rows.get(revision);
    if (row === undefined) return false;
    const { failure: _failure, ...calm } = row.state;
    switch (order.kind) {
      case 'cancel':
        return this.#rows.delete(revision);
      case 'pause':
        this.#rows.set(revision, { ...row, state: { ...row.state, wanted: 'pause' } });
        return true;
      case 'resume':
        this.#rows.set(revision, { ...row, state: { ...row.state, wanted: 'run' } });
        return true;
      case 'retry':
        this.#rows.set(revision, { ...row, state: { ...calm, wanted: 'run' } });
        return true;
      case 'size':
        this.#rows.set(revision, { ...row, state: { ...row.state, size: order.size } });
        return true;
    }
  }

  drop(revision: string): void {
    this.#rows.delete(revision);
  }
}

/** The same methods, where a claim takes the place of the lease; what proves the lease itself gets `unfenced`. */
export function inMemoryClaimed(
  store: BackfillStore,
  background: InMemoryBackground,
  unfenced: Lease,
  finish: (...given: Parameters<HalfRunStore['finishHalfRun']>) => void,
): BackgroundStore['claimed'] {
  const prove = (revision: string, claim: Lease) => {
    if (!background.holds(revision, claim)) throw new LeaseLostError({ target: 'memory' });
  };
  return {
    readBatchKey: (table, key) => store.readBatchKey(table, key),
    writersOf: (key, since) => store.writersOf(key, since),
    nextBatch: (key, state, size, where) => store.nextBatch(key, state, size, where),
    keyBelow: (key, values) => store.keyBelow(key, values),
    readWork: (limits, work) => store.readWork(limits, work),
    keysWithout: (key, state, condition, limits) => store.keysWithout(key, state, condition, limits),
    readValue: (query, limits) => store.readValue(query, limits),
    readPressure: (request) => store.readPressure(request),
    readBatchMinutes: (query) => store.readBatchMinutes(query),
    readBackfills: () => store.readBackfills(),
    async beginBackfill(claim, attempt, done, key, size) {
      prove(attempt.record.revision, claim);
      return await store.beginBackfill(unfenced, attempt, done, key, size);
    },
    async runBatch(claim, attempt, work, mark, limits) {
      prove(attempt.record.revision, claim);
      return await store.runBatch(unfenced, attempt, work, mark, limits);
    },
    async skipKey(claim, attempt, failed, after) {
      prove(attempt.record.revision, claim);
      await store.skipKey(unfenced, attempt, failed, after);
    },
    async notePause(claim, attempt, reason) {
      prove(attempt.record.revision, claim);
      await store.notePause(unfenced, attempt, reason);
    },
    async finishHalfRun(claim, attempt) {
      prove(attempt.record.revision, claim);
      finish(claim, attempt);
      background.drop(attempt.record.revision);
    },
  };
}

/** The lease with which batches in the background do what a run does. */
export const BACKGROUND_LEASE: Lease = {
  token: 'background',
  request: { runId: 'background', host: 'memory', pid: 0, runs: 'batches work', durationMs: 0 },
};
