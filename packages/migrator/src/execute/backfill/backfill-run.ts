import {
  BatchEditedError,
  type BatchFacts,
  BatchKeyError,
  BatchRowsFailedError,
} from '../../errors/batch/batch-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { BackfillStore, BatchKey, BatchMark, BatchResult } from '../../ports/database/backfill-store.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { HalfRunStore } from '../../ports/database/half-run-store.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import { type BatchBound, readBatchBounds } from '../../sql/batch/batch-bounds.ts';
import { type BatchRange, bindBatch } from '../../sql/batch/bind-batch.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { batchMark } from './batch-mark.ts';
import { batchProgress } from './batch-progress.ts';
import { checkDone } from './check-done.ts';
import { nextSize } from './next-size.ts';
import { blamesRow } from './row-fault.ts';

export type BackfillDatabase = BackfillStore &
  Pick<HalfRunStore, 'finishHalfRun'> &
  Pick<DatabaseObserver, 'findBlockers'> &
  Pick<StateWriter, 'appendLog'>;

/** The share of a batch's time that passes before the next one. */
const PAUSE = 0.1;
/** How often to look whether a writer has finished. */
const WRITER_POLL_MS = 250;

/** One try at a revision that runs in batches, from how far the database says that it came. */
export class BackfillRun {
  readonly #run: Running<BackfillDatabase>;
  readonly #prepared: PreparedStep;
  readonly #attempt: RevisionAttempt;
  readonly #batch: Batch;
  readonly #bounds: readonly (readonly BatchBound[])[];
  #tries: LockTries;

  constructor(run: Running<BackfillDatabase>, prepared: PreparedStep) {
    const batch = prepared.file[prepared.direction]?.batch;
    if (batch === undefined) throw new RangeError('only sections with batch="…" run in batches');
    this.#run = run;
    this.#prepared = prepared;
    this.#attempt = { record: prepared.record, attemptId: run.control.newAttempt() };
    this.#batch = batch;
    this.#bounds = prepared.statements.map(({ sql }) => {
      const bounds = readBatchBounds(sql, batch.key);
      if ('problem' in bounds) throw new RangeError(`bounds of a batch that were not checked: ${bounds.problem}`);
      return bounds;
    });
    this.#tries = new LockTries(run, prepared);
  }

  /** Runs the section to its end. Throws the errors of `errors/batch/batch-errors.ts`. */
  async finish(): Promise<void> {
    const { held, control, notices, progress } = this.#run;
    const began = control.now();
    notices.at(this.#prepared, 0);
    progress.emit({ type: 'revision-started', ...progress.place(this.#prepared) });
    const mark = this.#checkMark();
    const key = await this.#readKey();
    let state = await held.database.beginBackfill(held.lease, this.#attempt, mark, key, this.#batch.size);
    if (state.cursor === undefined) await this.#waitForWriters(key);
    state = await this.#retryFailed(key, state);
    state = await this.#walk(key, state);
    if (state.failed.length > 0) throw this.#rowsFailed(state, true);
    await checkDone(this.#run, this.#prepared, this.#attempt.attemptId, key, state, this.#facts());
    await held.database.finishHalfRun(held.lease, this.#attempt);
    progress.finished(this.#prepared, control.now() - began);
  }

  /** Rows that were changed by another text of the file cannot be told from those that were not. */
  #checkMark(): string {
    const { statements, revision } = this.#prepared;
    const mark = batchMark(this.#batch, statements);
    const half = this.#run.progress.state.halfRuns.find((each) => each.revision === revision.id);
    const [first = mark] = half?.doneStatements ?? [];
    if (first !== mark || half?.underWay !== undefined) throw new BatchEditedError(this.#facts());
    return mark;
  }

  async #readKey(): Promise<BatchKey> {
    const { table, key } = this.#batch;
    const found = await this.#run.held.database.readBatchKey(table, key);
    if (!('problem' in found)) return found;
    throw new BatchKeyError({ ...this.#facts(), key, ...found });
  }

  /** Rows of a transaction that is still open may have keys below the last one, and no batch sees them. */
  async #waitForWriters(key: BatchKey): Promise<void> {
    const { held, control, progress } = this.#run;
    let writers = await held.database.writersOf(key);
    let toldAt = Number.NEGATIVE_INFINITY;
    while (writers.length > 0) {
      if (control.now() - toldAt >= 5_000) {
        const { table } = key;
        const place = progress.place(this.#prepared);
        progress.emit({ type: 'waiting-for-writers', table, transactions: writers.length, ...place });
        toldAt = control.now();
      }
      await control.pause(WRITER_POLL_MS);
      writers = await held.database.writersOf(key, writers);
    }
  }

  /** Tries the rows again that failed by themselves. */
  async #retryFailed(key: BatchKey, from: BackfillState): Promise<BackfillState> {
    let state = from;
    for (const { key: values } of from.failed) {
      const range = { from: values, to: values, isFirst: true };
      const result = await this.#runBatch(key, range, { kind: 'retried', key: values });
      if (result.kind === 'failed') continue;
      const failed = state.failed.filter((each) => each.key !== values);
      state = { ...state, failed, rows: state.rows + result.rows };
      this.#run.progress.batches += 1;
    }
    return state;
  }

  async #walk(key: BatchKey, from: BackfillState): Promise<BackfillState> {
    const { held, control, progress } = this.#run;
    let state = from;
    let size = state.size;
    let began = control.now();
    for (;;) {
      control.throwIfStopped();
      const next = await held.database.nextBatch(key, state, size);
      if (next === undefined) return state;
      const sentAt = control.now();
      const mark: BatchMark = { kind: 'cursor', ...next, nextSize: size, busyMs: sentAt - began };
      const result = await this.#runBatch(key, rangeOf(state, next.to), mark);
      if (result.kind === 'failed') {
        size = next.keys > 1 ? Math.floor(next.keys / 2) : Math.min(state.size, this.#batch.size);
        if (next.keys === 1) state = await this.#skip(state, next.to, result.failure);
        continue;
      }
      const tookMs = control.now() - sentAt;
      state = advanced(state, mark, result.rows);
      // The last rows say nothing about the time that a whole batch takes.
      if (next.keys >= size) size = nextSize(size, tookMs, this.#batch.targetMs);
      began = sentAt;
      this.#tries = new LockTries(this.#run, this.#prepared);
      progress.batches += 1;
      progress.emit({ type: 'batch-done', ...batchProgress(state), ...progress.place(this.#prepared) });
      await control.pause(Math.round(tookMs * PAUSE));
    }
  }

  /**
   * Runs one batch. `failed` when fewer rows may do: they took too long, waited for locks, or one of them is refused.
   * Every other failure is thrown.
   */
  async #runBatch(key: BatchKey, range: BatchRange, mark: BatchMark): Promise<BatchResult> {
    const { held, control } = this.#run;
    const bound = this.#prepared.statements.map(({ sql }, index) =>
      bindBatch(sql, this.#bounds[index] ?? [], key.types, range),
    );
    for (;;) {
      control.throwIfStopped();
      const { limits } = this.#prepared;
      const result = await held.database.runBatch(held.lease, this.#attempt, bound, mark, limits);
      if (result.kind === 'done') return result;
      const { statement } = result;
      const { position, ...said } = result.failure;
      const written = position === undefined ? undefined : bound[statement ?? 0]?.written(position);
      const failure = written === undefined ? said : { ...said, position: written };
      const kind = classifyFailure(failure);
      const isTooMuch = kind === 'cancelled' && !control.stopped && !control.isLeaseLost;
      if (isTooMuch || (kind === 'fatal' && blamesRow(failure.sqlState))) return { ...result, failure };
      if (kind !== 'retry')
        return await failStep(this.#run, this.#prepared, this.#attempt.attemptId, failure, statement);
      await this.#tries.failed(failure, statement);
      if (mark.kind === 'cursor' && mark.keys > 1) return { ...result, failure };
    }
  }

  /** Leaves out a row that cannot be changed; too many of them end the run. */
  async #skip(state: BackfillState, key: readonly string[], failure: ServerFailure): Promise<BackfillState> {
    const { held, progress } = this.#run;
    const said = cleanText(this.#prepared, failure.message);
    const failed = { key, sqlState: failure.sqlState ?? '', said };
    const after = { ...state, failed: [...state.failed, failed] };
    if (after.failed.length > this.#batch.maxFailed) throw this.#rowsFailed(after, false);
    await held.database.skipKey(held.lease, this.#attempt, failed);
    progress.emit({ type: 'key-failed', table: state.table, ...failed, ...progress.place(this.#prepared) });
    return { ...after, cursor: key, keys: state.keys + 1 };
  }

  #rowsFailed({ failed }: BackfillState, othersDone: boolean): BatchRowsFailedError {
    return new BatchRowsFailedError({ ...this.#facts(), failed, othersDone });
  }

  #facts(): BatchFacts {
    const { revision, direction, file } = this.#prepared;
    const line = file[direction]?.line ?? 1;
    return { ...placeOf(revision), ...this.#run.control.facts(), direction, line, table: this.#batch.table };
  }
}

function rangeOf({ cursor, lower = [] }: BackfillState, to: readonly string[]): BatchRange {
  return cursor === undefined ? { from: lower, to, isFirst: true } : { from: cursor, to, isFirst: false };
}

/** The state as it is written down with the mark. */
function advanced(state: BackfillState, mark: BatchMark, rows: number): BackfillState {
  if (mark.kind === 'retried') return state;
  const { to: cursor, keys, nextSize: size, busyMs } = mark;
  return {
    ...state,
    cursor,
    size,
    batches: state.batches + 1,
    keys: state.keys + keys,
    rows: state.rows + rows,
    busyMs: state.busyMs + busyMs,
  };
}
