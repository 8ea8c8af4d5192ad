import { BatchEditedError, type BatchFacts } from '../../errors/batch/batch-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { BackgroundStore, BatchKey } from '../../ports/database/backfill-store.ts';
import type { HalfRunStore } from '../../ports/database/half-run-store.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import type { BatchedCode } from '../data/batched-code.ts';
import { type CodeRunner, inBatches } from '../data/run-code.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { batchMark } from './batch-mark.ts';
import { codeWorks, type RangeWorks, statementWorks } from './range-work.ts';
import { type BatchedStep, RowWalk, type WalkDatabase } from './row-walk.ts';

export type BackfillDatabase = WalkDatabase & Pick<HalfRunStore, 'finishHalfRun'>;

/** One attempt at a revision in batches, starting from the recorded progress. */
export class BackfillRun {
  readonly #run: Running<BackfillDatabase>;
  readonly #prepared: BatchedStep;
  readonly #attempt: RevisionAttempt;
  readonly #walk: RowWalk;

  constructor(run: Running<BackfillDatabase>, prepared: PreparedStep) {
    const { batch } = prepared;
    if (batch === undefined) throw new RangeError('this revision does not run in batches');
    this.#run = run;
    this.#prepared = { ...prepared, batch };
    this.#attempt = { record: prepared.record, attemptId: run.control.newAttempt() };
    this.#walk = new RowWalk(run, this.#prepared, this.#attempt);
  }

  /** Runs the section to its end. Throws the errors of `errors/batch/batch-errors.ts`. */
  async finish(code: CodeRunner): Promise<void> {
    const { held, control, notices, progress } = this.#run;
    const began = control.now();
    const isCode = this.#prepared.loaded !== undefined;
    notices.at(this.#prepared, isCode ? undefined : 0);
    progress.emit({ type: 'revision-started', ...progress.place(this.#prepared) });
    let state: BackfillState | undefined;
    if (isCode) {
      await inBatches(this.#run, this.#prepared, this.#attempt.attemptId, code, async (batched, failedAt) => {
        state = await this.#all(codeWorks(batched, held.database, failedAt), batched.verify);
      });
    } else state = await this.#all(statementWorks(this.#prepared), undefined);
    await held.database.finishHalfRun(held.lease, this.#attempt, state);
    progress.finished(this.#prepared, control.now() - began);
  }

  /** Records the revision, and leaves its batches to the background workers. */
  async register(database: Pick<BackgroundStore, 'registerBackfill'>): Promise<void> {
    const { held, control, progress } = this.#run;
    const began = control.now();
    progress.emit({ type: 'revision-started', ...progress.place(this.#prepared) });
    const mark = await this.#checkMark();
    const key = await this.#readKey();
    await database.registerBackfill(held.lease, this.#attempt, mark, key, this.#prepared.batch.size);
    progress.emit({ type: 'batches-registered', table: key.table, ...progress.place(this.#prepared) });
    progress.finished(this.#prepared, control.now() - began);
  }

  async #all(works: RangeWorks, verify: BatchedCode['verify']): Promise<BackfillState> {
    const { held } = this.#run;
    const mark = await this.#checkMark();
    const key = await this.#readKey();
    const { size } = this.#prepared.batch;
    const state = await held.database.beginBackfill(held.lease, this.#attempt, [mark], key, size);
    return await this.#walk.finish(key, works, state, verify);
  }

  /** The key, when the rows between its first and its last value may be fixed. */
  async #readKey(): Promise<BatchKey> {
    const key = await this.#walk.readKey();
    if (this.#half() === undefined) await this.#walk.waitForWriters(key);
    if (this.#prepared.loaded !== undefined) await this.#walk.checkFirstKey(key);
    return key;
  }

  /** What the state knows of the revision when its batches have begun. */
  #half() {
    const { halfRuns, background = [] } = this.#run.progress.state;
    return [...halfRuns, ...background].find(({ revision }) => revision === this.#prepared.revision.id);
  }

  /** Rows that were changed by another version of the file cannot be distinguished from unchanged ones. */
  async #checkMark(): Promise<string> {
    const { statements, loaded } = this.#prepared;
    const mark = batchMark(this.#prepared.batch, loaded === undefined ? statements : loaded);
    const half = this.#half();
    const [first = mark] = half?.doneStatements ?? [];
    if (half?.underWay !== undefined || (first !== mark && !(await this.#hasOnlyToCheck()))) {
      throw new BatchEditedError(this.#facts());
    }
    return mark;
  }

  /** Only the checks of the file would still run, and those may be corrected. */
  async #hasOnlyToCheck(): Promise<boolean> {
    const { database } = this.#run.held;
    const state = (await database.readBackfills()).find(({ revision }) => revision === this.#prepared.revision.id);
    const key = await this.#walk.readKey();
    if (state === undefined || state.failed.length > 0 || state.table !== key.table) return false;
    if (state.key.join() !== key.columns.join()) return false;
    return state.upper === undefined || (await database.nextBatch(key, state, 1)) === undefined;
  }

  #facts(): BatchFacts {
    const { revision, direction, file, batch } = this.#prepared;
    const line = file[direction]?.line ?? 1;
    return { ...placeOf(revision), ...this.#run.control.facts(), direction, line, table: batch.table };
  }
}
