import { BatchEditedError } from '../../errors/batch/batch-errors.ts';
import { DataRevisionStepsError } from '../../errors/batch/step-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { HalfRunStore, StepStore } from '../../ports/database/half-run-store.ts';
import type { RevisionAttempt, RevisionSession } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { Batch } from '../../revision/batch/batch.ts';
import { codeWorks } from '../backfill/range-work.ts';
import { RowWalk, type WalkDatabase } from '../backfill/row-walk.ts';
import { cleanText } from '../clean-text.ts';
import type { BatchedCode } from '../data/batched-code.ts';
import { type CodeRunner, guarded } from '../data/run-code.ts';
import { isRunning, type NamedStep, nameOfMark, runningMark, stepMark } from '../half-run/step-mark.ts';
import { asBatched, type PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep, logFailure } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import type { CodeStep, CodeSteps } from './code-steps.ts';

export type StepsDatabase = WalkDatabase & StepStore & Pick<HalfRunStore, 'noteIntent' | 'finishHalfRun'>;

/** What the server says about a change in a transaction that only reads. */
const READ_ONLY = '25006';

/**
 * One try at code that runs step by step. The code runs from the top, in a transaction that only reads; each step has
 * one of its own, which also remembers that it is done.
 */
export class StepsRun implements CodeSteps {
  readonly #run: Running<StepsDatabase>;
  readonly #prepared: PreparedStep;
  readonly #attempt: RevisionAttempt;
  /** Marks of the steps that are done, in order, and of the one whose batches have begun. */
  #done: readonly string[];
  readonly #names = new Set<string>();
  #aside: <Result>(own: () => Promise<Result>) => Promise<Result> = (own) => own();
  #failed: { readonly error: unknown } | undefined;

  constructor(run: Running<StepsDatabase>, prepared: PreparedStep) {
    this.#run = run;
    this.#prepared = prepared;
    this.#attempt = { record: prepared.record, attemptId: run.control.newAttempt() };
    const half = run.progress.state.halfRuns.find(({ revision }) => revision === prepared.revision.id);
    this.#done = half?.doneStatements ?? [];
  }

  async finish(code: CodeRunner): Promise<void> {
    const { held, control, notices, progress } = this.#run;
    const { attemptId } = this.#attempt;
    const began = control.now();
    notices.at(this.#prepared, undefined);
    progress.emit({ type: 'revision-started', ...progress.place(this.#prepared) });
    await held.database.noteIntent(held.lease, this.#attempt, undefined);
    const stepped: CodeRunner = { ...code, run: (request) => code.run({ ...request, steps: this }) };
    const failure = await guarded(this.#run, this.#prepared, attemptId, stepped, (work) =>
      held.database.readWork(this.#prepared.limits, async (session, aside) => {
        this.#aside = aside;
        await work(session);
      }),
    );
    // The code may have caught it: nothing counts that came after.
    if (this.#failed !== undefined) throw this.#failed.error;
    if (failure !== undefined) await this.#failOutside(failure);
    const left = this.#done[this.#names.size];
    if (left !== undefined) throw this.#wrong({ problem: 'order', done: nameOfMark(left) });
    await held.database.finishHalfRun(held.lease, this.#attempt, { doneStatements: this.#done });
    progress.finished(this.#prepared, control.now() - began);
  }

  step(step: CodeStep, work: (session: RevisionSession) => Promise<void>): Promise<void> {
    return this.#once(step, () => this.#runStep(step, work));
  }

  batch(step: CodeStep, batch: Batch, work: BatchedCode['batch']): Promise<void> {
    return this.#once(step, () => this.#runBatches(step, batch, work));
  }

  async #once(step: CodeStep, run: () => Promise<void>): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed.error;
    try {
      if (!this.#isDone(step)) await this.#aside(run);
      else this.#tell(step, 'code-step-skipped');
    } catch (error) {
      this.#failed ??= { error };
      throw error;
    }
  }

  /** Throws when another step is at this place. */
  #isDone(step: NamedStep): boolean {
    const { name } = step;
    if (this.#names.has(name)) throw this.#wrong({ problem: 'twice', name });
    const mark = this.#done[this.#names.size];
    this.#names.add(name);
    if (mark === undefined || mark === runningMark(step)) return false;
    if (mark === stepMark(step)) return true;
    if (nameOfMark(mark) !== name) throw this.#wrong({ problem: 'order', done: nameOfMark(mark), found: name });
    if (!isRunning(mark)) throw this.#wrong({ problem: 'edited', name });
    const { direction, file, revision } = this.#prepared;
    const line = file[direction]?.line ?? 1;
    throw new BatchEditedError({
      ...placeOf(revision),
      ...this.#run.control.facts(),
      ...{ direction, line, table: '' },
    });
  }

  async #runStep(step: CodeStep, work: (session: RevisionSession) => Promise<void>): Promise<void> {
    const { held, control } = this.#run;
    const tries = new LockTries(this.#run, this.#prepared);
    const done = [...this.#done, stepMark(step)];
    const code = async (session: RevisionSession) => {
      await work(session);
      return undefined;
    };
    for (;;) {
      control.throwIfStopped();
      const mark = { kind: 'step', before: this.#done, done } as const;
      const limits = { ...this.#prepared.limits, lockTimeoutMs: tries.lockTimeoutMs };
      const result = await held.database.runBatch(held.lease, this.#attempt, code, mark, limits);
      if (result.kind === 'done') break;
      const codeAt = step.failedAt();
      const failure = { ...result.failure, ...(codeAt === undefined ? {} : { codeAt }) };
      if (classifyFailure(failure) !== 'retry') await this.#fail(failure);
      await tries.failed(failure, undefined);
    }
    this.#finished(step, done);
  }

  async #runBatches(step: CodeStep, asked: Batch, work: BatchedCode['batch']): Promise<void> {
    const { held } = this.#run;
    const { batchSize: size = asked.size } = this.#prepared;
    const batch = { ...asked, size };
    const walk = new RowWalk(this.#run, asBatched(this.#prepared, batch, stepMark(step)), this.#attempt);
    const before = this.#done.filter((mark) => !isRunning(mark));
    const key = await walk.readKey();
    if (before.length === this.#done.length) await walk.waitForWriters(key);
    await walk.checkFirstKey(key);
    const begun = [...before, runningMark(step)];
    const state = await held.database.beginBackfill(held.lease, this.#attempt, begun, key, size);
    this.#done = begun;
    const works = codeWorks({ batch: work }, held.database, () => step.failedAt());
    const end = await walk.finish(key, works, state);
    const done = [...before, stepMark(step)];
    await held.database.finishStep(held.lease, this.#attempt, done, end);
    this.#finished(step, done);
  }

  #finished(step: NamedStep, done: readonly string[]): void {
    this.#done = done;
    this.#run.progress.batches += 1;
    this.#tell(step, 'code-step-done');
  }

  #tell({ name }: NamedStep, type: 'code-step-done' | 'code-step-skipped'): void {
    const { progress } = this.#run;
    progress.emit({ type, name: cleanText(this.#prepared, name), ...progress.place(this.#prepared) });
  }

  /** A statement outside steps failed, most likely because it changes something. */
  async #failOutside(failure: ServerFailure): Promise<never> {
    if (failure.sqlState !== READ_ONLY) return await this.#fail(failure);
    await logFailure(this.#run.held, this.#prepared, failure, this.#attempt.attemptId);
    const said = cleanText(this.#prepared, failure.message);
    const at = failure.codeAt;
    throw this.#wrong({ problem: 'writes', said, ...(at === undefined ? {} : { at }) });
  }

  #fail(failure: ServerFailure): Promise<never> {
    return failStep(this.#run, this.#prepared, this.#attempt.attemptId, failure, undefined);
  }

  #wrong(what: Wrong): DataRevisionStepsError {
    const { revision, direction } = this.#prepared;
    return new DataRevisionStepsError({ ...placeOf(revision), direction, ...what });
  }
}

type Wrong =
  | { readonly problem: 'twice' | 'edited'; readonly name: string }
  | { readonly problem: 'order'; readonly done: string; readonly found?: string }
  | { readonly problem: 'writes'; readonly said: string; readonly at?: string };
