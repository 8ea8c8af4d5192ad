import type { RunnerOptions } from '../runner-options.ts';

/** Between two messages the server waits for the client; nobody should wait longer than this for a run to stop. */
const TARGET_MS = 200;
/** This many times what the first message takes. */
const MOST = 8;

/**
 * How many revisions travel in the next message: more while they are quick, up to what takes a fifth of a second. Never
 * fewer than in the first one, and always one where that has one.
 */
export class BatchPace {
  readonly #first: number;
  #next: number;

  constructor({ batchRevisions }: Pick<RunnerOptions, 'batchRevisions'>) {
    this.#first = batchRevisions;
    this.#next = batchRevisions;
  }

  get revisions(): number {
    return this.#next;
  }

  /**
   * A message with that many revisions took so long. At most twice as many follow: the first ones may be the quick
   * ones.
   */
  took(revisions: number, ms: number): void {
    if (this.#first === 1 || revisions === 0) return;
    const fitting = Math.floor((TARGET_MS * revisions) / Math.max(1, ms));
    this.#next = Math.max(this.#first, Math.min(fitting, this.#next * 2, this.#first * MOST));
  }
}
