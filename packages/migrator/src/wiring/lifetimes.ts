/** Resources that are opened when they are first needed, and closed together in the reverse order. */
export class Lifetimes {
  readonly #closers: (() => unknown)[] = [];
  readonly #beingOpened = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /**
   * Returns a function that opens the resource on the first call and then always returns the same; a failure to open is
   * kept, too. Opening one may open others: they are closed after it.
   *
   * @param close called with the resource when everything is closed
   */
  once<T>(open: () => T | Promise<T>, close?: (opened: T) => unknown): () => Promise<T> {
    let opening: Promise<T> | undefined;
    return () => {
      opening ??= this.#open(open, close);
      return opening;
    };
  }

  /**
   * Waits for what is being opened and closes everything, each after what was opened later, whatever happens to the
   * others. Nothing can be opened any more. Throws the first failure to close.
   */
  close(): Promise<void> {
    this.#closing ??= Promise.resolve().then(() => this.#close());
    return this.#closing;
  }

  #open<T>(open: () => T | Promise<T>, close: ((opened: T) => unknown) | undefined): Promise<T> {
    const opening = this.#opened(open, close);
    this.#beingOpened.add(opening);
    const end = (): boolean => this.#beingOpened.delete(opening);
    opening.then(end, end);
    return opening;
  }

  async #opened<T>(open: () => T | Promise<T>, close: ((opened: T) => unknown) | undefined): Promise<T> {
    if (this.#closing !== undefined) throw new RangeError('opened after everything was closed');
    const opened = await open();
    // Registered only now, so that what it opened meanwhile is closed after it.
    if (close !== undefined) this.#closers.push(() => close(opened));
    return opened;
  }

  async #close(): Promise<void> {
    // Nothing new can be opened, but what is still opening has to be closed as well.
    while (this.#beingOpened.size > 0) await Promise.allSettled([...this.#beingOpened]);
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Runs `work` and closes what it opened. Where both fail, the failure of the work is thrown: it came first. */
export async function withLifetimes<Result>(work: (lifetimes: Lifetimes) => Promise<Result>): Promise<Result> {
  const lifetimes = new Lifetimes();
  let result: Result;
  try {
    result = await work(lifetimes);
  } catch (error) {
    await lifetimes.close().catch(() => undefined);
    throw error;
  }
  await lifetimes.close();
  return result;
}
