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

  /** The smallest item of a heap that is not empty. */
  get smallest(): number {
    return this.#items[0] ?? 0;
  }

  push(item: number): void {
    const items = this.#items;
    let hole = this.#size++;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const other = items[above] ?? 0;
      if (other <= item) break;
      items[hole] = other;
      hole = above;
    }
    items[hole] = item;
  }

  /** Removes and returns the smallest item of a heap that is not empty. */
  pop(): number {
    const items = this.#items;
    const smallest = items[0] ?? 0;
    const item = items[--this.#size] ?? 0;
    let hole = 0;
    for (let child = 1; child < this.#size; child = 2 * hole + 1) {
      if (child + 1 < this.#size && (items[child + 1] ?? 0) < (items[child] ?? 0)) child++;
      const other = items[child] ?? 0;
      if (other >= item) break;
      items[hole] = other;
      hole = child;
    }
    items[hole] = item;
    return smallest;
  }
}
