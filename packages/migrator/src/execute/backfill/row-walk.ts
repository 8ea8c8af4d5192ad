import { type BatchFacts, BatchKeyError, BatchRowsFailedError } from '../../errors/batch/batch-errors.ts';
import { DataRevisionBatchError } from '../../errors/batch/code-batch-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type {
  BackfillStore,
  BatchKey,
  BatchMark,
  BatchResult,
  NextBatch,
} from '../../ports/database/backfill-store.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import type { BatchRange } from '../../sql/batch/bind-batch.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import { cleanText } from '../clean-text.ts';
import type { BatchedCode } from '../data/batched-code.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { whileWatching } from '../statement/watch-blocked.ts';
import { advanced, rangeOf } from './advanced.ts';
import { batchProgress } from './batch-progress.ts';
import { checkDone } from './check-done.ts';
import { nextSize, smallerSize } from './next-size.ts';
import { paceOf } from './pace-of.ts';
import type { RangeWorks } from './range-work.ts';
import { blamesRow } from './row-fault.ts';
import { gateOf, unpaused, waitForCalm } from './throttle/wait-for-calm.ts';

export type WalkDatabase = BackfillStore &
  Pick<DatabaseObserver, 'findBlockers' | 'whoBlocks'> &
  Pick<StateWriter, 'appendLog'>;

/** How often to check whether a writer has finished. */
const WRITER_POLL_MS = 250;
/** What was looked for so long ago is looked for again. */
const STALE_MS = 1_000;

/** A step that runs in batches. */
export type BatchedStep = PreparedStep & { readonly batch: Batch };

/** Walks the rows of a table in batches, starting from the recorded progress. */
export class RowWalk {
  readonly #run: Running<WalkDatabase>;
  readonly #prepared: BatchedStep;
  readonly #attempt: RevisionAttempt;
  readonly #batch: Batch;
  #tries: LockTries;

  constructor(run: Running<WalkDatabase>, prepared: BatchedStep, attempt: RevisionAttempt) {
    this.#run = run;
    this.#prepared = prepared;
    this.#attempt = attempt;
    this.#batch = prepared.batch;
    this.#tries = new LockTries(run, prepared);
  }

  /** The key as the catalog has it. Throws `BatchKeyError` when rows cannot be walked by it. */
  async readKey(): Promise<BatchKey> {
    const { table, key } = this.#batch;
    const found = await this.#run.held.database.readBatchKey(table, key);
    if (!('problem' in found)) {
      this.#tellUnread(found);
      return found;
    }
    throw new BatchKeyError({ ...this.#facts(), key, ...found });
  }

  /** Report what could not be checked. */
  #tellUnread({ table: name, unread = [] }: BatchKey): void {
    const { progress } = this.#run;
    for (const trigger of unread) {
      const line = `Braid cannot tell whether the trigger ${trigger} of ${name} changes the key; if it does, batches would process such rows twice or never`;
      progress.emit({ type: 'log', line: cleanText(this.#prepared, line), ...progress.place(this.#prepared) });
    }
  }

  /** Code cannot be told to include the key where a batch begins. Throws `DataRevisionBatchError`. */
  async checkFirstKey(key: BatchKey): Promise<void> {
    if ((await this.#run.held.database.keyBelow(key)) !== undefined) return;
    const { table } = key;
    throw new DataRevisionBatchError({ ...placeOf(this.#prepared.revision), problem: 'least-key', table });
  }

  /**
   * Runs the remaining batches, then the checks; returns the progress. Throws the errors of
   * `errors/batch/batch-errors.ts`.
   */
  async finish(
    key: BatchKey,
    works: RangeWorks,
    from: BackfillState,
    verify?: BatchedCode['verify'],
  ): Promise<BackfillState> {
    const { held } = this.#run;
    let state = from;
    if (state.cursor === undefined) await this.waitForWriters(key);
    state = await this.#retryFailed(key, works, state);
    state = await this.#walk(key, works, state);
    if (state.failed.length > 0) throw this.#rowsFailed(state, true);
    await checkDone(this.#run, this.#prepared, this.#attempt.attemptId, key, state, this.#facts());
    if (verify === undefined) return state;
    const limits = { ...this.#prepared.limits, statementTimeoutMs: this.#run.control.options.statementTimeoutMs };
    const failure = await held.database.readWork(limits, verify);
    if (failure !== undefined) await this.#fail(failure, undefined);
    return state;
  }

  /**
   * Waits for open transactions that wrote to the table: their rows cannot be seen, neither when the first and the last
   * key are fixed, nor by the batch that has their keys.
   */
  async waitForWriters(key: BatchKey): Promise<void> {
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

  /** Tries rows again that failed individually. */
  async #retryFailed(key: BatchKey, works: RangeWorks, from: BackfillState): Promise<BackfillState> {
    let state = from;
    for (const { key: values } of from.failed) {
      const range = { from: values, to: values, isFirst: true };
      const after = from.cursor === undefined ? {} : { after: from.cursor };
      const result = await this.#runBatch(key, works, range, { kind: 'retried', key: values, ...after });
      if (result.kind === 'failed') continue;
      const failed = state.failed.filter((each) => each.key !== values);
      state = { ...state, failed, rows: state.rows + result.rows };
      this.#run.progress.batches += 1;
    }
    return state;
  }

  async #walk(key: BatchKey, works: RangeWorks, from: BackfillState): Promise<BackfillState> {
    const { control, progress } = this.#run;
    let state = from;
    let size = state.size;
    const gate = gateOf(this.#run, this.#prepared, key.table);
    // An earlier run may have been alone.
    let wasAlone = state.cursor !== undefined;
    let answerMs = Number.POSITIVE_INFINITY;
    let began = control.now();
    let tookMs = 0;
    for (;;) {
      control.throwIfStopped();
      // The pause is for those who write: the next rows are looked for in it, by the index.
      const lookedAt = control.now();
      let next = await this.#next(key, state, size);
      if (next === undefined) return state;
      const lookMs = control.now() - lookedAt;
      const passed = this.#batch.where === undefined ? lookMs : 0;
      answerMs = Math.min(answerMs, lookMs);
      const isAlone = next.isAlone === true;
      const pace = paceOf(this.#batch, isAlone, answerMs);
      const pauseMs = tookMs * pace.pause;
      if (passed < pauseMs) await control.pause(Math.round(pauseMs - passed));
      const before = control.now();
      await waitForCalm(this.#run, this.#prepared, this.#attempt, gate, state);
      if (state.pausedFor !== undefined) state = unpaused(state);
      const waited = control.now() - before;
      // Rows in a second are those of the time in which batches run.
      began += waited;
      const ordered = control.takeOrderedSize();
      const aloneMs = paceOf(this.#batch, true).targetMs;
      const isTooMany = wasAlone && !isAlone && pace.targetMs < aloneMs;
      if (ordered !== undefined || waited >= STALE_MS || isTooMany) {
        size = ordered ?? (isTooMany ? smallerSize(size, aloneMs, pace.targetMs) : size);
        next = await this.#next(key, state, size);
        if (next === undefined) return state;
      }
      wasAlone = isAlone;
      const sentAt = control.now();
      const after = state.cursor === undefined ? {} : { after: state.cursor };
      const mark: BatchMark = { kind: 'cursor', ...after, ...next, nextSize: size, busyMs: sentAt - began };
      const result = await this.#runBatch(key, works, rangeOf(state, next.to), mark);
      if (result.kind === 'failed') {
        size = next.keys > 1 ? Math.floor(next.keys / 2) : Math.min(state.size, this.#batch.size);
        if (next.keys === 1) state = await this.#skip(state, next.to, result.failure);
        continue;
      }
      tookMs = control.now() - sentAt;
      state = advanced(state, mark, result.rows);
      // The last rows say nothing about the time that a whole batch takes.
      if (next.keys >= size) size = nextSize(size, tookMs, pace.targetMs);
      began = sentAt;
      this.#tries = new LockTries(this.#run, this.#prepared);
      progress.batches += 1;
      progress.emit({ type: 'batch-done', ...batchProgress(state), ...progress.place(this.#prepared) });
    }
  }

  async #next(key: BatchKey, state: BackfillState, size: number): Promise<NextBatch | undefined> {
    const { held, control } = this.#run;
    const { where: condition } = this.#batch;
    const limits = { ...this.#prepared.limits, statementTimeoutMs: control.options.statementTimeoutMs };
    const where = condition === undefined ? undefined : { condition, limits };
    const next = await held.database.nextBatch(key, state, size, where);
    if (next === undefined || !('failure' in next)) return next;
    const { position: _, ...failure } = next.failure;
    return await this.#fail({ ...failure, message: `where: ${failure.message}` }, undefined);
  }

  /**
   * Runs one batch. `failed` when fewer rows may do: they took too long, waited for locks, or one of them is refused.
   * Every other failure is thrown.
   */
  async #runBatch(key: BatchKey, works: RangeWorks, range: BatchRange, mark: BatchMark): Promise<BatchResult> {
    const { held, control } = this.#run;
    const { work, written, failedAt } = await works(key, range);
    for (;;) {
      control.throwIfStopped();
      const { limits } = this.#prepared;
      const result = await whileWatching(this.#run, this.#prepared, () =>
        held.database.runBatch(held.lease, this.#attempt, work, mark, limits),
      );
      if (result.kind === 'done') return result;
      const { statement } = result;
      const { position, ...said } = result.failure;
      const place = position === undefined ? undefined : written(statement ?? 0, position);
      const codeAt = failedAt();
      const failure = {
        ...said,
        ...(place === undefined ? {} : { position: place }),
        ...(codeAt === undefined ? {} : { codeAt }),
      };
      const kind = classifyFailure(failure);
      const isTooMuch = kind === 'cancelled' && !control.stopped && !control.isLeaseLost;
      if (isTooMuch || (kind === 'fatal' && blamesRow(failure.sqlState))) return { ...result, failure };
      if (kind !== 'retry') return await this.#fail(failure, statement);
      await this.#tries.failed(failure, statement);
      if (mark.kind === 'cursor' && mark.keys > 1) return { ...result, failure };
    }
  }

  #fail(failure: ServerFailure, statement: number | undefined): Promise<never> {
    return failStep(this.#run, this.#prepared, this.#attempt.attemptId, failure, statement);
  }

  /** Leaves out a row that cannot be changed; too many such rows end the run. */
  async #skip(state: BackfillState, key: readonly string[], failure: ServerFailure): Promise<BackfillState> {
    const { held, progress } = this.#run;
    const said = cleanText(this.#prepared, failure.message);
    const failed = { key, sqlState: failure.sqlState ?? '', said };
    const after = { ...state, failed: [...state.failed, failed] };
    if (after.failed.length > this.#batch.maxFailed) throw this.#rowsFailed(after, false);
    await held.database.skipKey(held.lease, this.#attempt, failed, state.cursor);
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
