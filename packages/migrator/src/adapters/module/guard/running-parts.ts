/** Parts of a revision's code that have begun: one that nothing awaits any more may still be running. */
export class RunningParts {
  readonly #running = new Set<Promise<unknown>>();

  /** Remembers a part until it has settled. */
  add<Result>(part: Promise<Result>): Promise<Result> {
    const ended = part.then(
      () => void this.#running.delete(ended),
      () => void this.#running.delete(ended),
    );
    this.#running.add(ended);
    return part;
  }

  get areSettled(): boolean {
    return this.#running.size === 0;
  }

  /** Settles when all of them have; never, if one of them never does. */
  async settled(): Promise<void> {
    while (!this.areSettled) await Promise.all(this.#running);
  }
}
