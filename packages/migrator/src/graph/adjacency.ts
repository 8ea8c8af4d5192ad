import { at } from './at.ts';

/**
 * Edges of a graph of `size` nodes in compressed rows: the neighbours of node `n` are `target(i)` for `start(n) <= i < end(n)`.
 * Two integer arrays whatever the number of nodes, so that 100,000 revisions cost a few megabytes.
 */
export class Adjacency {
  readonly #offsets: Int32Array;
  readonly #targets: Int32Array;

  /** `offsets` has one entry more than there are nodes; row `n` is `targets[offsets[n] … offsets[n + 1])`. */
  constructor(offsets: Int32Array, targets: Int32Array) {
    this.#offsets = offsets;
    this.#targets = targets;
  }

  get size(): number {
    return this.#offsets.length - 1;
  }

  get edges(): number {
    return this.#targets.length;
  }

  start(node: number): number {
    return at(this.#offsets, node);
  }

  end(node: number): number {
    return at(this.#offsets, node + 1);
  }

  degree(node: number): number {
    return at(this.#offsets, node + 1) - at(this.#offsets, node);
  }

  target(i: number): number {
    return at(this.#targets, i);
  }

  /** The neighbours of one node as an array. */
  row(node: number): number[] {
    return Array.from(this.#targets.subarray(this.start(node), this.end(node)));
  }

  /** By node: how many edges lead to it. */
  inDegrees(): Int32Array {
    const degrees = new Int32Array(this.size);
    for (const target of this.#targets) degrees[target] = at(degrees, target) + 1;
    return degrees;
  }

  /** The same edges seen from their targets; each row is sorted by node. */
  reversed(): Adjacency {
    const offsets = new Int32Array(this.size + 1);
    offsets.set(this.inDegrees(), 1);
    for (let node = 0; node < this.size; node++) offsets[node + 1] = at(offsets, node + 1) + at(offsets, node);
    const next = offsets.slice();
    const targets = new Int32Array(this.edges);
    for (let node = 0; node < this.size; node++) {
      for (let i = this.start(node); i < this.end(node); i++) {
        const target = this.target(i);
        const place = at(next, target);
        targets[place] = node;
        next[target] = place + 1;
      }
    }
    return new Adjacency(offsets, targets);
  }
}
