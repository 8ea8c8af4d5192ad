/** A position beyond every chain. */
const NEVER = 0x7fffffff;

/**
 * Answers in constant time whether one revision is below another. A graph of slices is a few long lines, so it is cut
 * into chains, and each revision stores for every chain how much of it is below.
 */
export class Reachability {
  readonly #chainOf: Int32Array;
  readonly #positionOf: Int32Array;
  readonly #chains: number;
  /** By node and chain: the highest position that is below the node or is the node; -1 for none. */
  readonly #reached: Int32Array;
  /** By node and chain: the lowest position that is above the node or is the node; the largest number for none. */
  readonly #above: Int32Array;

  /**
   * `down`: for each revision, in an order in which what is below comes first, the numbers of those directly below it.
   */
  constructor(down: readonly (readonly number[])[]) {
    this.#chainOf = new Int32Array(down.length);
    this.#positionOf = new Int32Array(down.length);
    const ends: number[] = [];
    down.forEach((below, node) => {
      const parent = below.find((each) => ends[this.chainOf(each)] === each);
      const chain = parent === undefined ? ends.length : this.chainOf(parent);
      this.#chainOf[node] = chain;
      this.#positionOf[node] = parent === undefined ? 0 : this.positionOf(parent) + 1;
      ends[chain] = node;
    });
    const chains = ends.length;
    this.#chains = chains;
    const reached = new Int32Array(down.length * chains).fill(-1);
    down.forEach((below, node) => {
      const row = node * chains;
      for (const each of below) {
        for (let chain = 0; chain < chains; chain += 1) {
          const position = reached[each * chains + chain] ?? -1;
          if (position > (reached[row + chain] ?? -1)) reached[row + chain] = position;
        }
      }
      reached[row + this.chainOf(node)] = this.positionOf(node);
    });
    this.#reached = reached;
    const above = new Int32Array(down.length * chains).fill(NEVER);
    for (let node = down.length - 1; node >= 0; node -= 1) {
      const row = node * chains;
      above[row + this.chainOf(node)] = this.positionOf(node);
      for (const each of down[node] ?? []) {
        for (let chain = 0; chain < chains; chain += 1) {
          const position = above[row + chain] ?? NEVER;
          if (position < (above[each * chains + chain] ?? NEVER)) above[each * chains + chain] = position;
        }
      }
    }
    this.#above = above;
  }

  chainOf(node: number): number {
    return this.#chainOf[node] ?? 0;
  }

  positionOf(node: number): number {
    return this.#positionOf[node] ?? 0;
  }

  /** How much of a chain is below a revision, including itself; -1 for nothing. */
  reachOf(node: number, chain: number): number {
    return this.#reached[node * this.#chains + chain] ?? -1;
  }

  /** From which position on a chain is above a revision, including itself. */
  aboveFrom(node: number, chain: number): number {
    return this.#above[node * this.#chains + chain] ?? NEVER;
  }

  /** Whether `lower` is `upper` or below it. */
  isBelow(lower: number, upper: number): boolean {
    return this.reachOf(upper, this.chainOf(lower)) >= this.positionOf(lower);
  }
}
