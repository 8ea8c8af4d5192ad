import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { backoff } from '../backoff.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';
import { locksNotFree, stepFailure } from './failure-errors.ts';
import { lockTargets } from './lock-targets.ts';

/** A transaction that loses every race: more tries would not help. */
const maxSerializationTries = 10;

/** The tries of one revision at its locks: how long each may wait in the queue, when the next one is, and when it is enough. */
export class LockTries {
  readonly #run: Run;
  readonly #prepared: PreparedStep;
  readonly #began: number;
  #attempts = 0;
  #patienceMs: number;
  #tellAgainAt = 0;

  constructor(run: Run, prepared: PreparedStep) {
    this.#run = run;
    this.#prepared = prepared;
    this.#began = run.now();
    this.#patienceMs = run.options.blockerPatienceMs;
  }

  /** Grows by half with each try: short at first, since every waiter of ours makes all later ones wait behind it. */
  get lockTimeoutMs(): number {
    const { maxLockTimeoutMs } = this.#run.options;
    const base = this.#prepared.limits.lockTimeoutMs ?? 0;
    return Math.min(Math.max(base, maxLockTimeoutMs), Math.round(base * 1.5 ** this.#attempts));
  }

  get #waitedMs(): number {
    return this.#run.now() - this.#began;
  }

  /** After a try that may be repeated: pauses, or throws when the budget is spent. */
  async failed(failure: ServerFailure, statement: number | undefined): Promise<void> {
    this.#attempts += 1;
    const { options, request } = this.#run;
    if (failure.sqlState === '40001' && this.#attempts >= maxSerializationTries) {
      throw stepFailure(this.#run, this.#prepared, failure, statement);
    }
    await this.#checkBudget();
    const inMs = backoff(request.ambient, this.#attempts, 50, 2_000);
    this.#run.emit({
      type: 'retrying',
      attempt: this.#attempts,
      inMs,
      sqlState: failure.sqlState ?? '',
      why: failure.message,
      ...this.#run.place(this.#prepared),
    });
    await this.#run.pause(Math.min(inMs, options.lockBudgetMs));
  }

  /**
   * Waits, without queueing, while transactions that are too old hold locks in the way. Ends when they are gone, or when the patience is used up: then a short
   * try is made nevertheless, for not every lock that was found is truly in the way.
   */
  async waitForBlockers(): Promise<'free' | 'patience-spent'> {
    const run = this.#run;
    const targets = lockTargets(this.#prepared.statements);
    const until = run.now() + this.#patienceMs;
    for (;;) {
      const blockers = await run.database.findBlockers(targets, run.options.blockerAgeMs);
      if (blockers.length === 0) return 'free';
      if (run.now() >= this.#tellAgainAt) {
        run.emit({ type: 'blocked', blockers, waitedMs: this.#waitedMs, ...run.place(this.#prepared) });
        this.#tellAgainAt = run.now() + 5_000;
      }
      await this.#checkBudget();
      if (run.now() >= until) {
        this.#patienceMs *= 2;
        return 'patience-spent';
      }
      await run.pause(run.options.blockerPollMs);
    }
  }

  async #checkBudget(): Promise<void> {
    const run = this.#run;
    if (this.#waitedMs < run.options.lockBudgetMs) return;
    const blockers = await run.database.findBlockers(lockTargets(this.#prepared.statements), 0);
    throw locksNotFree(run, this.#prepared, { attempts: this.#attempts, waitedMs: this.#waitedMs }, blockers);
  }
}
