/** A position beyond every chain. */
const NEVER = 0x7fffffff;

/**
 * Answers in constant time whether one revision is below another. A graph of slices is a few long lines, so it is cut
 * into chains, and each revision stores for every chain how much of it is below.
 */
export class Reachability {
  readonly #chainOf: Int32Array;
  readonly #positionOf: Int32Array;
  readonly #isAsked: (node: number) => boolean;
  readonly #chains: number;
  /** By node and chain: the highest position that is below the node or is the node; -1 for none. */
  readonly #reached: Int32Array;
  /** By node and chain: the lowest position that is above the node or is the node; the largest number for none. */
  readonly #above: Int32Array;

  /**
   * @param down for each revision, in an order in which what is below comes first, the numbers of those directly below
   *   it
   * @param isAsked the revisions about which this is asked; default: all. The others only lead from one to another
   */
  constructor(down: readonly (readonly number[])[], isAsked: (node: number) => boolean = () => true) {
    this.#isAsked = isAsked;
    const { chainOf, positionOf } = chainsOf(down);
    this.#positionOf = positionOf;
    // Only chains of revisions that are asked about get a number.
    const numbers = new Map<number, number>();
    for (const [node, chain] of chainOf.entries())
      if (isAsked(node) && !numbers.has(chain)) numbers.set(chain, numbers.size);
    const chains = numbers.size;
    this.#chainOf = chainOf.map((chain) => numbers.get(chain) ?? -1);
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
      const own = this.chainOf(node);
      if (own >= 0) reached[row + own] = this.positionOf(node);
    });
    this.#reached = reached;
    const above = new Int32Array(down.length * chains).fill(NEVER);
    for (let node = down.length - 1; node >= 0; node -= 1) {
      const row = node * chains;
      const own = this.chainOf(node);
      if (own >= 0) above[row + own] = this.positionOf(node);
      for (const each of down[node] ?? []) {
        for (let chain = 0; chain < chains; chain += 1) {
          const position = above[row + chain] ?? NEVER;
          if (position < (above[each * chains + chain] ?? NEVER)) above[each * chains + chain] = position;
        }
      }
    }
    this.#above = above;
  }

  /** Whether it may be asked about a revision. */
  isAsked(node: number): boolean {
    return this.#isAsked(node);
  }

  /** The number of a revision's chain; -1 for one that nothing on it is asked about. */
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

/** The chain of each revision, and its position on it. */
function chainsOf(down: readonly (readonly number[])[]): {
  readonly chainOf: Int32Array;
  readonly positionOf: Int32Array;
} {
  const chainOf = new Int32Array(down.length);
  const positionOf = new Int32Array(down.length);
  const ends: number[] = [];
  down.forEach((below, node) => {
    const parent = below.find((each) => ends[chainOf[each] ?? 0] === each);
    const chain = parent === undefined ? ends.length : (chainOf[parent] ?? 0);
    chainOf[node] = chain;
    positionOf[node] = parent === undefined ? 0 : (positionOf[parent] ?? 0) + 1;
    ends[chain] = node;
  });
  return { chainOf, positionOf };
}
