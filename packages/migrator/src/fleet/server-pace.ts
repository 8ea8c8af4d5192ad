/** Half as many tenants at the same time are enough if they bring this share of the greatest rate. */
const ENOUGH = 0.95;

/** A rate is measured over so many times the tenants that run at the same time; once the number is found, over more. */
const ROUNDS = 3;
const ROUNDS_LATER = 16;

/** When the rate has changed by this factor, it is another load, and the number is looked for again. */
const OTHER_LOAD = 1.5;

/** What a clock may not show. */
const SHORTEST_MS = 0.001;

/**
 * How many tenants of one server run at the same time: the limit, or half of it, or a quarter, as long as that finishes
 * as many in a second. Sessions that change a catalog at the same time cost a server more than one after the other,
 * since each of them takes in what all others change; where tenants wait for the network, and not for the server, only
 * more of them help.
 */
export class ServerPace {
  readonly #limit: number;
  #most: number;
  /** The least number that is known to be enough. */
  #enough: number;
  /** The greatest rate that was seen; once the number is found, the rate with it. */
  #rate: number | undefined;
  #isFound = false;
  #ended = 0;
  #since = 0;

  /** @param limit at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
    this.#most = limit;
    this.#enough = limit;
  }

  /** From 1 to the limit. */
  get most(): number {
    return this.#most;
  }

  /**
   * Counts a tenant that has ended.
   *
   * @param at in milliseconds, by a clock that never goes back
   * @param running how many tenants of the server ran until then, with this one
   */
  ended(at: number, running: number): void {
    // Others still run from before the number was changed, or there are not as many to run: this says nothing of it.
    if (running !== this.#most) {
      this.#ended = 0;
      return;
    }
    this.#ended += 1;
    // The first of them ran beside another number of tenants, or opened a session.
    if (this.#ended === this.#most) this.#since = at;
    const counted = this.#ended - this.#most;
    if (counted < this.#most * (this.#isFound ? ROUNDS_LATER : ROUNDS)) return;
    this.#ended = 0;
    const rate = counted / Math.max(at - this.#since, SHORTEST_MS);
    if (this.#isFound) this.#watch(rate);
    else this.#search(rate);
  }

  #search(rate: number): void {
    const best = this.#rate ?? rate;
    const isEnough = rate >= best * ENOUGH;
    if (isEnough) this.#enough = this.#most;
    if (isEnough && this.#most > 1) {
      this.#rate = Math.max(best, rate);
      this.#most = Math.floor(this.#most / 2);
    } else {
      [this.#most, this.#rate, this.#isFound] = [this.#enough, undefined, true];
    }
  }

  #watch(rate: number): void {
    this.#rate ??= rate;
    const factor = rate / this.#rate;
    if (factor <= OTHER_LOAD && factor >= 1 / OTHER_LOAD) return;
    [this.#most, this.#enough, this.#rate, this.#isFound] = [this.#limit, this.#limit, undefined, false];
  }
}
