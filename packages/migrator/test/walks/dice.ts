/** Numbers that a property has drawn, used one after the other. */
export class Dice {
  readonly #drawn: readonly number[];
  #at = 0;

  constructor(drawn: readonly number[]) {
    this.#drawn = drawn;
  }

  /** From 0 to one less than `count`. */
  below(count: number): number {
    const drawn = this.#drawn[this.#at % this.#drawn.length] ?? 0;
    this.#at += 1;
    return count <= 0 ? 0 : drawn % count;
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** One of these; `undefined` when there is none. */
  of<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  /** One of these, of which there is at least one. */
  from<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.below(others.length + 1)] ?? first;
  }

  some<T>(items: readonly T[], most: number): readonly T[] {
    const left = [...items];
    const count = Math.min(left.length, 1 + this.below(most));
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)).flat();
  }
}
