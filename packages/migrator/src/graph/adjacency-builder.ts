import { Adjacency } from './adjacency.ts';

/** Collects the rows of an `Adjacency` in node order; an edge given twice in one row counts once. */
export class AdjacencyBuilder {
  readonly #offsets: Int32Array;
  readonly #targets: number[] = [];
  /** `#seenIn[t]` is the last row (plus one) that got the target `t`. */
  readonly #seenIn: Int32Array;
  #row = 0;

  constructor(size: number) {
    this.#offsets = new Int32Array(size + 1);
    this.#seenIn = new Int32Array(size);
  }

  /** Adds an edge of the current row. */
  add(target: number): void {
    if (this.#seenIn[target] === this.#row + 1) return;
    this.#seenIn[target] = this.#row + 1;
    this.#targets.push(target);
  }

  /** Closes the current row; call once a node. */
  endRow(): void {
    this.#row++;
    this.#offsets[this.#row] = this.#targets.length;
  }

  build(): Adjacency {
    return new Adjacency(this.#offsets, Int32Array.from(this.#targets));
  }
}
