import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { backoff } from '../backoff.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { locksNotFree, stepFailure } from './failure-errors.ts';
import { lockTargets } from './lock-targets.ts';

type Trying = Pick<Running<Pick<DatabaseObserver, 'findBlockers'>>, 'held' | 'control' | 'progress'>;

/** A transaction that loses every race: more tries would not help. */
const maxSerializationTries = 10;

/**
 * The tries of one revision at its locks: how long each may wait in the queue, when the next one is, and when it is
 * enough.
 */
export class LockTries {
  readonly #run: Trying;
  readonly #prepared: PreparedStep;
  readonly #began: number;
  #attempts = 0;
  #patienceMs: number;
  #tellAgainAt = 0;
  /** Who was in the way when it was last told. */
  #told = '';

  constructor(run: Trying, prepared: PreparedStep) {
    this.#run = run;
    this.#prepared = prepared;
    this.#began = run.control.now();
    this.#patienceMs = run.control.options.blockerPatienceMs;
  }

  /** Grows by half with each try: short at first, since every waiter of ours makes all later ones wait behind it. */
  get lockTimeoutMs(): number {
    const { maxLockTimeoutMs } = this.#run.control.options;
    const base = this.#prepared.limits.lockTimeoutMs ?? 0;
    return Math.min(Math.max(base, maxLockTimeoutMs), Math.round(base * 1.5 ** this.#attempts));
  }

  get #waitedMs(): number {
    return this.#run.control.now() - this.#began;
  }

  /** After a try that may be repeated: pauses, or throws when the budget is spent. */
  async failed(failure: ServerFailure, statement: number | undefined): Promise<void> {
    this.#attempts += 1;
    const { control, progress } = this.#run;
    if (failure.sqlState === '40001' && this.#attempts >= maxSerializationTries) {
      throw stepFailure(control, this.#prepared, failure, statement);
    }
    await this.#checkBudget();
    const inMs = backoff(control.ambient, this.#attempts, 50, 2_000);
    progress.emit({
      type: 'retrying',
      attempt: this.#attempts,
      inMs,
      sqlState: failure.sqlState ?? '',
      why: cleanText(this.#prepared, failure.message),
      ...progress.place(this.#prepared),
    });
    await control.pause(Math.min(inMs, control.options.lockBudgetMs));
  }

  /**
   * Waits, without queueing, while transactions that are too old hold locks in the way. Ends when they are gone, or
   * when the patience is used up: then a short try is made nevertheless, for not every lock that was found is truly in
   * the way.
   */
  async waitForBlockers(): Promise<'free' | 'patience-spent'> {
    const { held, control, progress } = this.#run;
    const targets = lockTargets(this.#prepared.statements);
    const until = control.now() + this.#patienceMs;
    for (;;) {
      const blockers = await held.database.findBlockers(targets, control.options.blockerAgeMs);
      if (blockers.length === 0) return 'free';
      const inTheWay = blockers.map(({ pid, prepared, relation }) => [pid, prepared, relation].join()).join(' ');
      if (inTheWay !== this.#told || control.now() >= this.#tellAgainAt) {
        this.#told = inTheWay;
        progress.emit({ type: 'blocked', blockers, waitedMs: this.#waitedMs, ...progress.place(this.#prepared) });
        this.#tellAgainAt = control.now() + 5_000;
      }
      await this.#checkBudget();
      if (control.now() >= until) {
        this.#patienceMs *= 2;
        return 'patience-spent';
      }
      await control.pause(control.options.blockerPollMs);
    }
  }

  async #checkBudget(): Promise<void> {
    const { held, control } = this.#run;
    if (this.#waitedMs < control.options.lockBudgetMs) return;
    const blockers = await held.database.findBlockers(lockTargets(this.#prepared.statements), 0);
    throw locksNotFree(control, this.#prepared, { attempts: this.#attempts, waitedMs: this.#waitedMs }, blockers);
  }
}
