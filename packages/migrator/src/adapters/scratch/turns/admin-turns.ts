/** Runs one piece of work at a time, as a connection does; what nobody waits for comes after all that is asked for. */
export class AdminTurns {
  readonly #asked: (() => void)[] = [];
  readonly #spare: (() => void)[] = [];
  #isBusy = false;

  /** In the order in which it was asked for. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    return await this.#take(this.#asked, work);
  }

  /** When nothing else is waiting. */
  async runLast<T>(work: () => Promise<T>): Promise<T> {
    return await this.#take(this.#spare, work);
  }

  async #take<T>(queue: (() => void)[], work: () => Promise<T>): Promise<T> {
    if (this.#isBusy) await new Promise<void>((begin) => queue.push(begin));
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      const next = this.#asked.shift() ?? this.#spare.shift();
      if (next === undefined) this.#isBusy = false;
      else next();
    }
  }
}
