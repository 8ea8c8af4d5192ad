import { MigratorError } from '../../errors/migrator-error.ts';
import type { ReportedError, ReportedRevision, RunReport } from '../../state/run-report.ts';
import { describeThrown } from '../describe-thrown.ts';
import type { RunnerEvent } from '../runner-event.ts';
import type { RunStart } from './run-watcher.ts';

/** What is seen of a run when it ends. */
export type RunEnd =
  | { readonly kind: 'done'; readonly heads: readonly string[]; readonly runId: string | null }
  | { readonly kind: 'threw'; readonly error: unknown };

/** The lock was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Adds up the events of one run. */
export class RunTally {
  readonly #start: RunStart;
  readonly #revisions: ReportedRevision[] = [];
  /** The longest wait that was told of each revision: the events count on. */
  readonly #waits = new Map<string, number>();
  #database: string | undefined;
  #runId: string | undefined;
  #retries = 0;

  constructor(start: RunStart) {
    this.#start = start;
  }

  hear(event: RunnerEvent): void {
    switch (event.type) {
      case 'database':
        this.#database = event.display;
        return;
      case 'lease-acquired':
        this.#runId = event.runId;
        return;
      case 'revision-done': {
        const { revision, slice, direction, durationMs } = event;
        this.#revisions.push({ revision, slice, direction, durationMs });
        return;
      }
      case 'commits-lost':
        this.#forget(event.revisions);
        return;
      case 'blocked':
        this.#waited(event.revision, event.waitedMs);
        return;
      case 'retrying':
        this.#retries += 1;
        if (event.sqlState === LOCK_NOT_AVAILABLE) this.#waited(event.revision, 0);
        return;
      default:
    }
  }

  report(end: RunEnd, durationMs: number): RunReport {
    const waits = [...this.#waits.values()];
    return {
      ...this.#start,
      result: end.kind === 'done' ? 'done' : isRefusal(end.error) ? 'refused' : 'failed',
      durationMs,
      runId: (end.kind === 'done' ? end.runId : this.#runId) ?? null,
      database: this.#database ?? null,
      revisions: [...this.#revisions],
      heads: end.kind === 'done' ? end.heads : headsIn(end.error),
      retries: this.#retries,
      lockWaits: waits.length,
      lockWaitMs: waits.reduce((sum, each) => sum + each, 0),
      error: end.kind === 'done' ? null : reportedError(end.error),
    };
  }

  #waited(revision: string, ms: number): void {
    this.#waits.set(revision, Math.max(ms, this.#waits.get(revision) ?? 0));
  }

  #forget(revisions: readonly string[]): void {
    for (const revision of revisions) {
      const at = this.#revisions.findLastIndex((each) => each.revision === revision);
      if (at !== -1) this.#revisions.splice(at, 1);
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof MigratorError && (error.outcome === 'usage' || error.outcome === 'cancelled');
}

function headsIn(error: unknown): readonly string[] | null {
  if (!(error instanceof MigratorError) || !('heads' in error.facts)) return null;
  const { heads } = error.facts;
  return Array.isArray(heads) ? heads.filter((head) => typeof head === 'string') : null;
}

function reportedError(error: unknown): ReportedError {
  if (!(error instanceof MigratorError)) {
    return { code: 'internal', message: describeThrown(error), hint: null, revision: null, sqlState: null };
  }
  const { code, message, hint, facts } = error;
  return { code, message, hint: hint ?? null, revision: facts.revision ?? null, sqlState: facts.sqlState ?? null };
}
