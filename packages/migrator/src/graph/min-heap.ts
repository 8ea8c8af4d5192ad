import { at } from './at.ts';

/** A binary heap of integers: `pop` gives the smallest. */
export class MinHeap {
  readonly #items: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#items = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(item: number): void {
    const items = this.#items;
    let hole = this.#size++;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const other = at(items, above);
      if (other <= item) break;
      items[hole] = other;
      hole = above;
    }
    items[hole] = item;
  }

  /** Removes and returns the smallest item of a heap that is not empty. */
  pop(): number {
    const items = this.#items;
    const smallest = at(items, 0);
    const item = at(items, --this.#size);
    let hole = 0;
    for (let child = 1; child < this.#size; child = 2 * hole + 1) {
      if (child + 1 < this.#size && at(items, child + 1) < at(items, child)) child++;
      const other = at(items, child);
      if (other >= item) break;
      items[hole] = other;
      hole = child;
    }
    items[hole] = item;
    return smallest;
  }
}
