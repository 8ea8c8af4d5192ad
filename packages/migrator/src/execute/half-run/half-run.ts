import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import { StatementFailedError } from '../../errors/run/statement-errors.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { HalfRunStore } from '../../ports/database/half-run-store.ts';
import type { RevisionAttempt, RevisionRunner } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import { type Statement, wholeText } from '../../sql/script/statement.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import type { HalfRunState } from '../../state/half-run-state.ts';
import { type CodeRunner, guarded } from '../data/run-code.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep, logFailure } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { whileReporting } from '../statement/report-progress.ts';
import { whileWatching } from '../statement/watch-blocked.ts';
import { checkDoneStatements } from './check-done-statements.ts';
import { settleStatement } from './settle-statement.ts';
import { rememberedSql, statementHash } from './statement-hash.ts';

type HalfRunDatabase = HalfRunStore &
  Pick<RevisionRunner, 'runWork'> &
  Pick<DatabaseObserver, 'findBlockers' | 'whoBlocks' | 'runningProgress'> &
  Pick<StateWriter, 'appendLog'>;

/** How long cleaning up after a failed statement may wait for locks. */
const cleanupLockTimeoutMs = 30_000;

/** SQLSTATEs for a name in use by something that this statement did not create. */
const nameTaken = new Set(['42P07', '42710', '42P04']);
/** The thing is there (CREATE) or gone (DROP): the end of a try whose answer never came. */
const alreadySo = new Set(['42P07', '42710', '42P04', '42704', '42P01', '3D000']);
/** The statement refuses to run in a transaction. */
const refusesTransactions = new Set(['25001', '2D000']);

/** One try at a `transaction=off` step, from how far the state says that it came. */
export class HalfRun {
  readonly #run: Running<HalfRunDatabase>;
  readonly #prepared: PreparedStep;
  readonly #attempt: RevisionAttempt;
  /** The state that the last attempt left. */
  readonly #before: HalfRunState | undefined;
  /** Hashes of the statements that are done, in order. */
  readonly #done: string[];

  constructor(run: Running<HalfRunDatabase>, prepared: PreparedStep) {
    this.#run = run;
    this.#prepared = prepared;
    this.#attempt = { record: prepared.record, attemptId: run.control.newAttempt() };
    this.#before = run.progress.state.halfRuns.find(({ revision }) => revision === prepared.revision.id);
    this.#done = [...(this.#before?.doneStatements ?? [])];
  }

  /** Runs the step to its end. */
  async finish(code: CodeRunner): Promise<void> {
    const { held, control, notices, progress } = this.#run;
    const began = control.now();
    notices.at(this.#prepared, undefined);
    progress.emit({ type: 'revision-started', ...progress.place(this.#prepared) });
    this.#checkDone();
    await held.database.noteIntent(held.lease, this.#attempt, undefined);
    if (this.#prepared.manner === 'half-run-code') await this.#runCode(code);
    else await this.#runStatements();
    await held.database.finishHalfRun(held.lease, this.#attempt);
    progress.finished(this.#prepared, control.now() - began);
  }

  /** Settles the statement that was running when the last try ended, by the text that it had then. */
  async settle(): Promise<void> {
    const sql = this.#before?.underWay;
    if (sql === undefined) return;
    const { aloneLimits } = this.#prepared;
    const outcome = await settleStatement(this.#run, this.#prepared, sql, this.#done.length, aloneLimits);
    if (outcome === 'not-run') return this.#clearIntent();
    await this.checkpoint(sql);
    this.#checkDone();
  }

  /**
   * Runs a statement that PostgreSQL takes only alone: intent first, then the statement, then the checkpoint. After a
   * failure what it left half-done is removed (an invalid index, say) before it is tried again or given up; after a
   * crash the intent tells the next run what to ask the catalog for.
   */
  async runAlone(statement: Statement, number: number): Promise<void> {
    const { held, control } = this.#run;
    const sql = rememberedSql(statement.sql);
    const tries = this.#tries(statement);
    for (let attempt = 0; ; attempt += 1) {
      control.throwIfStopped();
      await held.database.noteIntent(held.lease, this.#attempt, sql);
      await control.proveLease();
      const run = () => held.database.runAlone(statement, this.#prepared.aloneLimits);
      const failure = await whileWatching(this.#run, this.#prepared, () =>
        whileReporting(this.#run, () => this.#prepared, run),
      );
      const repeated = attempt > 0 || this.#before?.underWay === sql;
      if (failure === undefined || (repeated && alreadySo.has(failure.sqlState ?? ''))) return this.checkpoint(sql);
      const kind = classifyFailure(failure);
      // The intent stays: the next try, of this run or another, settles it.
      if (kind === 'unknown-outcome' || (kind === 'cancelled' && (control.stopped || control.isLeaseLost)))
        return this.#fail(failure, number);
      const settled = await this.#settleFailed(sql, number, failure);
      if (settled === 'done') return this.checkpoint(sql);
      if (kind !== 'retry') return this.#fail(failure, number);
      await this.#log(failure);
      await tries.failed(failure, number);
    }
  }

  /** Remembers that the next statement is done. */
  async checkpoint(sql: string): Promise<void> {
    const { held } = this.#run;
    const hash = statementHash(sql);
    await held.database.noteDone(held.lease, this.#attempt, hash);
    this.#done.push(hash);
  }

  async #runStatements(): Promise<void> {
    await this.settle();
    for (const [number, statement] of this.#prepared.statements.entries()) await this.#runStatement(statement, number);
  }

  async #runStatement(statement: Statement, number: number): Promise<void> {
    const { held, control, notices, progress } = this.#run;
    const done = number < this.#done.length;
    const { kind, runsAlone } = readStatement(statement.sql);
    const place = progress.place(this.#prepared);
    control.throwIfStopped();
    notices.at(this.#prepared, number);
    if (kind.kind === 'session-state') {
      // Settings live in the session: they are made again on the way to the statements that need them.
      const failure = await held.database.runAlone(statement, {});
      if (failure !== undefined) await this.#fail(failure, number);
      if (!done) await this.checkpoint(statement.sql);
      return;
    }
    if (done) {
      progress.emit({ type: 'statement-skipped', statement: number + 1, reason: 'done in an earlier try', ...place });
      return;
    }
    if (runsAlone) await this.runAlone(statement, number);
    else await this.#runChecked(statement, number);
    const { length } = this.#prepared.statements;
    progress.emit({ type: 'statement-done', statement: number + 1, statements: length, ...place }, statement);
  }

  /**
   * A statement that can share a transaction with its checkpoint. One that turns out to refuse transactions is run
   * alone.
   */
  async #runChecked(statement: Statement, number: number): Promise<void> {
    const { held, control } = this.#run;
    const tries = this.#tries(statement);
    const hash = statementHash(wholeText(statement));
    for (;;) {
      control.throwIfStopped();
      const limits = { ...this.#prepared.limits, lockTimeoutMs: tries.lockTimeoutMs };
      const failure = await held.database.runChecked(held.lease, this.#attempt, statement, hash, limits);
      if (failure === undefined) {
        this.#done.push(hash);
        return;
      }
      if (refusesTransactions.has(failure.sqlState ?? '')) return this.runAlone(statement, number);
      if (classifyFailure(failure) !== 'retry') await this.#fail(failure, number);
      await this.#log(failure);
      await tries.failed(failure, number);
      await tries.waitForBlockers();
    }
  }

  /**
   * Nothing of a failed statement may be left when it is repeated or given up; if it cannot be removed now, the intent
   * stays and the next run does it.
   */
  async #settleFailed(sql: string, number: number, failure: ServerFailure): Promise<'done' | 'not-run'> {
    const truth = await this.#run.held.database.catalogTruth(readStatement(sql).kind);
    const left = truth.state === 'half' || truth.state === 'in-progress';
    // The server said that it failed: what else the catalog shows was there before.
    if (nameTaken.has(failure.sqlState ?? '') || !left) {
      await this.#clearIntent();
      return 'not-run';
    }
    try {
      const limits = { ...this.#prepared.aloneLimits, lockTimeoutMs: cleanupLockTimeoutMs };
      const settled = await settleStatement(this.#run, this.#prepared, sql, number, limits);
      if (settled === 'not-run') await this.#clearIntent();
      return settled;
    } catch (error) {
      if (error instanceof StatementFailedError) return this.#fail(failure, number);
      throw error;
    }
  }

  async #runCode(code: CodeRunner): Promise<void> {
    const failure = await guarded(this.#run, this.#prepared, this.#attempt.attemptId, code, (work) =>
      this.#run.held.database.runWork(this.#prepared.limits, work),
    );
    if (failure !== undefined) await this.#fail(failure, undefined);
    // The code may have ended by itself, told by its signal: what follows would be cancelled, or refused by the fence.
    const { control } = this.#run;
    if (control.isLeaseLost) throw new LeaseLostError(control.facts());
  }

  #checkDone(): void {
    checkDoneStatements(this.#prepared, this.#done, this.#run.control);
  }

  #tries(statement: Statement): LockTries {
    return new LockTries(this.#run, { ...this.#prepared, statements: [statement] });
  }

  #clearIntent(): Promise<void> {
    const { held } = this.#run;
    return held.database.clearIntent(held.lease, this.#attempt);
  }

  #log(failure: ServerFailure): Promise<void> {
    return logFailure(this.#run.held, this.#prepared, failure, this.#attempt.attemptId);
  }

  #fail(failure: ServerFailure, number: number | undefined): Promise<never> {
    return failStep(this.#run, this.#prepared, this.#attempt.attemptId, failure, number);
  }
}
