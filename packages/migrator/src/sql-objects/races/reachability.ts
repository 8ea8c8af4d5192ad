/** A position that no chain has. */
const NEVER = 0x7fffffff;

/**
 * Answers in constant time whether one revision lies below another. A graph of slices is a few long lines: it is cut
 * into chains, and each revision knows for every chain how far up that chain lies below it.
 */
export class Reachability {
  readonly #chainOf: Int32Array;
  readonly #positionOf: Int32Array;
  /** By revision: for each chain the highest position that lies below it or is itself; -1 for none. */
  readonly #reached: readonly Int32Array[];
  /** By revision: for each chain the lowest position that lies above it or is itself; the largest number for none. */
  readonly #above: readonly Int32Array[];

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
    const reached: Int32Array[] = [];
    down.forEach((below, node) => {
      const row = new Int32Array(ends.length).fill(-1);
      for (const each of below) {
        const lower = reached[each];
        lower?.forEach((position, chain) => {
          if (position > (row[chain] ?? -1)) row[chain] = position;
        });
      }
      row[this.chainOf(node)] = this.positionOf(node);
      reached.push(row);
    });
    this.#reached = reached;
    const above = down.map(() => new Int32Array(ends.length).fill(NEVER));
    for (let node = down.length - 1; node >= 0; node -= 1) {
      const row = above[node];
      if (row === undefined) continue;
      row[this.chainOf(node)] = this.positionOf(node);
      for (const each of down[node] ?? []) {
        const lower = above[each];
        row.forEach((position, chain) => {
          if (lower !== undefined && position < (lower[chain] ?? NEVER)) lower[chain] = position;
        });
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

  /** How far up a chain lies below a revision, itself included; -1 when nothing of it does. */
  reachOf(node: number, chain: number): number {
    return this.#reached[node]?.[chain] ?? -1;
  }

  /** From where on a chain lies above a revision, itself included. */
  aboveFrom(node: number, chain: number): number {
    return this.#above[node]?.[chain] ?? NEVER;
  }

  /** Whether `lower` is `upper` or below it. */
  isBelow(lower: number, upper: number): boolean {
    return this.reachOf(upper, this.chainOf(lower)) >= this.positionOf(lower);
  }
}
