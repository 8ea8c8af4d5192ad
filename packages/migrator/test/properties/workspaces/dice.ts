/** Choices that a number decides, the same for the same number. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    // Near numbers must not give near choices.
    let mixed = Math.imul(seed ^ (seed >>> 16), 0x45_d9_f3_b);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45_d9_f3_b);
    this.#state = (mixed ^ (mixed >>> 16)) >>> 0;
  }

  /** From 0 to below `n`. */
  below(n: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * n);
  }

  /** `undefined` when there is nothing to choose from. */
  of<T>(all: readonly T[]): T | undefined {
    return all[this.below(all.length)];
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}
