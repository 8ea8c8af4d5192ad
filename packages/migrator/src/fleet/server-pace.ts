/** How many run at the same time at first: one of them computes while the other one waits for the network. */
const FIRST = 2;

/** Twice as many are worth it if they bring this many times the rate; half as many are enough if they do not. */
const GAIN = 1.2;
/** A rate that nobody has to measure any longer: tenants that wait for the network go nearly twice as fast. */
const CLEAR_GAIN = 1.5;

/** A rate is measured over so many times the tenants that run at the same time. */
const ROUNDS = 3;
/** How long a number stays before another one is tried: longer each time that nothing better is found. */
const ROUNDS_KEPT = 8;
const MOST_ROUNDS_KEPT = 64;

/** What a clock may not show. */
const SHORTEST_MS = 0.001;

/**
 * How many tenants of one server run at the same time, within a limit: twice as many as long as that brings more in a
 * second, and half as many when that brings as much. Sessions that change a catalog at the same time cost a server more
 * than one after the other, since each of them takes in what all others change; where tenants wait for the network, and
 * not for the server, only more of them help. What was found is tried again, since the load changes.
 */
export class ServerPace {
  readonly #limit: number;
  /** The best number so far, and its rate when it was last measured. */
  #best: { readonly most: number; readonly rate: number | undefined };
  #most: number;
  #isUp = true;
  #kept = ROUNDS_KEPT;
  /** Of the number that runs now, the first of which are not counted. */
  #rounds = 1;
  #ended = 0;
  #since = 0;

  /** @param limit at least 1 */
  constructor(limit: number) {
    this.#limit = limit;
    this.#most = Math.min(FIRST, limit);
    this.#best = { most: this.#most, rate: undefined };
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
    if (counted < this.#most) return;
    const rate = counted / Math.max(at - this.#since, SHORTEST_MS);
    const isClear = this.#isTrial() && this.#isUp && rate >= (this.#best.rate ?? rate) * CLEAR_GAIN;
    if (counted < this.#most * this.#rounds && !isClear) return;
    this.#ended = 0;
    if (this.#isTrial()) this.#judge(rate);
    else this.#best = { most: this.#most, rate };
    this.#next();
  }

  #isTrial(): boolean {
    return this.#most !== this.#best.most;
  }

  #judge(rate: number): void {
    const before = this.#best.rate ?? rate;
    if (this.#isUp ? rate >= before * GAIN : rate * GAIN > before) {
      this.#best = { most: this.#most, rate };
      this.#kept = ROUNDS_KEPT;
      return;
    }
    // Back; then what lies on the other side.
    this.#best = { ...this.#best, rate: undefined };
    this.#isUp = !this.#isUp;
  }

  /** Tries another number beside the rate that was just measured; without one, measures for a while. */
  #next(): void {
    const { most, rate } = this.#best;
    const other = this.#other(most);
    if (rate === undefined || other === most) {
      [this.#most, this.#rounds] = [most, this.#kept];
      this.#kept = Math.min(MOST_ROUNDS_KEPT, this.#kept * 2);
    } else [this.#most, this.#rounds] = [other, ROUNDS];
  }

  /** The next number in the direction that is tried, or in the other one at an end. */
  #other(most: number): number {
    const up = Math.min(this.#limit, most * 2);
    const down = Math.max(Math.min(FIRST, this.#limit), Math.floor(most / 2));
    const [wanted, otherwise] = this.#isUp ? [up, down] : [down, up];
    if (wanted !== most) return wanted;
    this.#isUp = !this.#isUp;
    return otherwise;
  }
}
