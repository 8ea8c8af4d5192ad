/**
 * Of about 10 MB each. ext4 without a journal, as small virtual machines have it, passes over the inodes of files that
 * were deleted in the last minutes, one by one, for each file that is made: after a few drops, a copy takes seven times
 * as long.
 */
const MOST = 16;

/** A process that lives on, as `migrate dev` does, keeps none of them for longer, counted from the last one. */
const WAIT_MS = 10_000;

/** Copies that nobody needs any more: they wait until there are some more of them, so that copies are made faster. */
export class UsedCopies {
  readonly #drop: (name: string) => Promise<void>;
  readonly #waiting: string[] = [];
  readonly #dropping = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(drop: (name: string) => Promise<void>) {
    this.#drop = drop;
  }

  /** Nobody may be connected to it. */
  add(name: string): void {
    this.#waiting.push(name);
    if (this.#waiting.length > MOST) this.#dropFirst();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dropAll(), WAIT_MS).unref();
  }

  /** Drops all of them. Rejects when one of them, or an earlier one, could not be dropped. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dropAll();
    const dropping = [...this.#dropping];
    this.#dropping.clear();
    for (const each of await Promise.allSettled(dropping)) if (each.status === 'rejected') throw each.reason;
  }

  #dropAll(): void {
    while (this.#waiting.length > 0) this.#dropFirst();
  }

  #dropFirst(): void {
    const name = this.#waiting.shift();
    if (name === undefined) return;
    const dropping = this.#drop(name);
    this.#dropping.add(dropping);
    // What could not be dropped is for `end` to tell.
    dropping.then(
      () => this.#dropping.delete(dropping),
      () => undefined,
    );
  }
}
