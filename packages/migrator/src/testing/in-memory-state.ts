import { rememberedSql, statementHash } from '../execute/half-run/statement-hash.ts';
import type { RevisionAttempt } from '../ports/database/revision-runner.ts';
import type { AppliedGroup } from '../state/applied-group.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';
import type { HalfRunState } from '../state/half-run-state.ts';
import type { Lease } from '../state/lease.ts';
import type { LogEntry, LogNote, LogQuery } from '../state/log.ts';
import { type DatabaseTotals, lastRun, logTotals } from '../state/log-totals.ts';
import type { RevisionRecord } from '../state/revision-record.ts';
import type { StateChange } from '../state/state-change.ts';

/** Who does everything here, and with what. */
const BY = 'memory';
const TOOL_VERSION = 'memory';
/** What the server or a user said is kept to a length that suits a table. */
const longestText = 4_000;

/** The rows of `braid.applied`, `braid.progress` and `braid.log` in memory. */
export class InMemoryState {
  /** Oldest first. */
  readonly log: LogEntry[] = [];
  readonly #applied = new Map<string, AppliedRevision>();
  readonly #halfRuns = new Map<string, HalfRunState>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  get applied(): readonly AppliedRevision[] {
    return [...this.#applied.values()];
  }

  get halfRuns(): readonly HalfRunState[] {
    return [...this.#halfRuns.values()];
  }

  get groups(): readonly AppliedGroup[] {
    return [...new Set(this.applied.map(({ slice }) => slice))].map((slice) => {
      const rows = this.applied.filter((row) => row.slice === slice);
      return {
        slice,
        appliedBy: BY,
        revisions: rows.map(({ revision }) => revision),
        appliedAt: rows.map(({ appliedAt }) => appliedAt),
      };
    });
  }

  get totals(): DatabaseTotals {
    const at = this.#now().toISOString();
    return { at, sizeBytes: null, lastRun: lastRun(this.log.toReversed()), log: logTotals(this.log) };
  }

  entries({ limit, revision, runId, actions }: LogQuery): readonly LogEntry[] {
    return this.log
      .filter((entry) => revision === undefined || entry.revision === revision)
      .filter((entry) => runId === undefined || entry.runId === runId)
      .filter((entry) => actions === undefined || actions.includes(entry.action))
      .toReversed()
      .slice(0, Math.max(0, Math.floor(limit)));
  }

  /** Whether a revision that ran can be recorded: it is not, or, going down, it is. */
  canRecord({ revision, direction }: RevisionRecord): boolean {
    return this.#applied.has(revision) === (direction === 'downgrade');
  }

  record(lease: Lease, { record, attemptId }: RevisionAttempt): void {
    const { direction, revision, slice } = record;
    if (direction === 'upgrade') this.#add(record, lease);
    else this.#applied.delete(revision);
    this.#halfRuns.delete(revision);
    this.#write({ action: direction, event: 'done', revision, slice, attemptId, durationMs: 0 }, lease.request.runId);
  }

  change(lease: Lease, change: StateChange): void {
    if (change.kind === 'add') {
      if (!this.#applied.has(change.record.revision)) this.#add(change.record, lease);
      return;
    }
    const { revision } = change;
    const row = this.#applied.get(revision);
    switch (change.kind) {
      case 'remove':
        this.#applied.delete(revision);
        this.#halfRuns.delete(revision);
        return;
      case 'accept-checksum':
        if (row !== undefined) this.#applied.set(revision, { ...row, checksum: change.checksum });
        return;
      case 'drop-half-run':
        this.#halfRuns.delete(revision);
        return;
      case 'settle-half-run':
        this.#settle(revision, change.done);
    }
  }

  /** Begins a half run, or continues with it; `sql` is what is about to run alone. */
  intend({ record }: RevisionAttempt, sql: string | undefined): void {
    const { revision, direction } = record;
    const since = this.#now().toISOString();
    const half = this.#halfRuns.get(revision) ?? { revision, direction, doneStatements: [], since };
    this.#halfRuns.set(revision, sql === undefined ? half : { ...half, underWay: rememberedSql(sql) });
  }

  /** Nothing is running any more; what was is done when its hash is given. */
  advance(revision: string, hash: string | undefined): void {
    const half = this.#halfRuns.get(revision);
    if (half === undefined) return;
    const { underWay: _, ...rest } = half;
    const doneStatements = hash === undefined ? half.doneStatements : [...half.doneStatements, hash];
    this.#halfRuns.set(revision, { ...rest, doneStatements });
  }

  /** What is done, in place of what was. */
  setDone(revision: string, doneStatements: readonly string[]): void {
    const half = this.#halfRuns.get(revision);
    if (half !== undefined) this.#halfRuns.set(revision, { ...half, doneStatements });
  }

  note(lease: Lease, note: LogNote): void {
    this.#write(note, lease.request.runId, lease.request.host);
  }

  #settle(revision: string, done: boolean): void {
    const underWay = this.#halfRuns.get(revision)?.underWay;
    if (underWay !== undefined) this.advance(revision, done ? statementHash(underWay) : undefined);
  }

  #add({ direction: _, ...record }: RevisionRecord, lease: Lease): void {
    this.#applied.set(record.revision, {
      ...record,
      appliedAt: this.#now().toISOString(),
      appliedBy: BY,
      durationMs: 0,
      toolVersion: TOOL_VERSION,
      runId: lease.request.runId,
    });
  }

  #write(note: LogNote, runId: string, host?: string): void {
    const { message, reason, ...rest } = note;
    this.log.push({
      ...rest,
      ...(message === undefined ? {} : { message: shortened(message) }),
      ...(reason === undefined ? {} : { reason: shortened(reason) }),
      id: String(this.log.length + 1),
      runId,
      ...(host === undefined ? {} : { host }),
      at: this.#now().toISOString(),
      by: BY,
      toolVersion: TOOL_VERSION,
    });
  }
}

function shortened(text: string): string {
  return text.replaceAll('\0', '').slice(0, longestText);
}
