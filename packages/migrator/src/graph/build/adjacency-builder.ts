import { Adjacency } from '../structure/adjacency.ts';

/** Collects the rows of an `Adjacency` in node order; an edge given twice in one row counts once. */
export class AdjacencyBuilder {
  readonly #offsets: Int32Array;
  readonly #targets: Int32Array;
  /** `#seenIn[t]` is the last row (plus one) that got the target `t`. */
  readonly #seenIn: Int32Array;
  #row = 0;
  #edges = 0;

  /** `capacity` is the largest number of edges that may be added. */
  constructor(size: number, capacity: number) {
    this.#offsets = new Int32Array(size + 1);
    this.#targets = new Int32Array(capacity);
    this.#seenIn = new Int32Array(capacity === 0 ? 0 : size);
  }

  /** Adds an edge. Rows may be left out, but never come again. */
  add(row: number, target: number): void {
    while (this.#row < row) this.#offsets[++this.#row] = this.#edges;
    if (this.#seenIn[target] === row + 1) return;
    this.#seenIn[target] = row + 1;
    this.#targets[this.#edges++] = target;
  }

  build(): Adjacency {
    this.#offsets.fill(this.#edges, this.#row + 1);
    return new Adjacency(this.#offsets, this.#targets.subarray(0, this.#edges));
  }
}
