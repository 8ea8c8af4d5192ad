import { Lifetimes } from '../lifetimes.ts';
import { type OpenWorkbench, openWorkbench } from '../open-workbench.ts';
import type { WorkbenchOptions } from '../workbench-options.ts';

interface Opened {
  readonly lifetimes: Lifetimes;
  readonly bench: Promise<OpenWorkbench>;
  users: number;
  isStale: boolean;
}

/**
 * A workbench that is opened when it is first needed and kept for later work. When files have changed, a new one is
 * opened; the old one is closed when the work on it has ended.
 */
export class LentBench {
  readonly #options: WorkbenchOptions;
  #current: Opened | undefined;
  #closings = new Set<Promise<unknown>>();

  constructor(options: WorkbenchOptions) {
    this.#options = options;
  }

  async lend<Result>(work: (bench: OpenWorkbench) => Promise<Result>): Promise<Result> {
    const opened = this.#open();
    opened.users += 1;
    try {
      return await work(await opened.bench);
    } catch (error) {
      // After a failure to open, the next call tries again.
      if (
        await opened.bench.then(
          () => false,
          () => true,
        )
      ) {
        this.#retire(opened);
      }
      throw error;
    } finally {
      opened.users -= 1;
      this.#closeUnused(opened);
    }
  }

  /** From here on, work gets a new one. */
  renew(): void {
    const opened = this.#current;
    if (opened === undefined) return;
    this.#retire(opened);
    this.#closeUnused(opened);
  }

  /** Closes what is open when all work on it has ended. */
  async close(): Promise<void> {
    this.renew();
    await Promise.allSettled([...this.#closings]);
  }

  #open(): Opened {
    if (this.#current === undefined) {
      const lifetimes = new Lifetimes();
      const bench = openWorkbench(this.#options, lifetimes);
      bench.catch(() => undefined);
      this.#current = { lifetimes, bench, users: 0, isStale: false };
    }
    return this.#current;
  }

  #retire(opened: Opened): void {
    opened.isStale = true;
    if (this.#current === opened) this.#current = undefined;
  }

  #closeUnused(opened: Opened): void {
    if (!opened.isStale || opened.users > 0) return;
    // A connection that breaks while it is closed does not matter.
    const closing = opened.lifetimes.close().catch(() => undefined);
    this.#closings.add(closing);
    void closing.finally(() => this.#closings.delete(closing));
  }
}
