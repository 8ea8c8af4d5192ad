/**
 * Edges of a graph in compressed rows: the neighbours of node `n` are `targets[offsets[n] … offsets[n + 1])`. Two integer arrays whatever
 * the number of nodes, so that 100,000 revisions cost a few megabytes.
 *
 * The loops of `graph/` and `plan/` read the arrays directly, since a call for each element doubles the time of a cold start. A `?? 0`
 * there is for the type checker: rows are in range by construction.
 */
export class Adjacency {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;

  /** `offsets` has one entry more than there are nodes. */
  constructor(offsets: Int32Array, targets: Int32Array) {
    this.offsets = offsets;
    this.targets = targets;
  }

  /** The number of nodes. */
  get size(): number {
    return this.offsets.length - 1;
  }

  /** The number of edges. */
  get edges(): number {
    return this.targets.length;
  }

  degree(node: number): number {
    return (this.offsets[node + 1] ?? 0) - (this.offsets[node] ?? 0);
  }

  /** The neighbours of one node as an array. */
  row(node: number): number[] {
    return Array.from(this.targets.subarray(this.offsets[node], this.offsets[node + 1]));
  }

  /** The only neighbour, or the first one; -1 when there is none. */
  first(node: number): number {
    return this.degree(node) === 0 ? -1 : (this.targets[this.offsets[node] ?? 0] ?? -1);
  }

  /** By node: how many edges lead to it. */
  inDegrees(): Int32Array {
    const degrees = new Int32Array(this.size);
    for (const target of this.targets) degrees[target] = (degrees[target] ?? 0) + 1;
    return degrees;
  }

  /** The same edges seen from their targets; each row is sorted by node. */
  reversed(): Adjacency {
    const { offsets: from, targets: to, size } = this;
    const offsets = new Int32Array(size + 1);
    offsets.set(this.inDegrees(), 1);
    for (let node = 0; node < size; node++) offsets[node + 1] = (offsets[node + 1] ?? 0) + (offsets[node] ?? 0);
    const next = offsets.slice();
    const targets = new Int32Array(to.length);
    for (let node = 0; node < size; node++) {
      for (let i = from[node] ?? 0, end = from[node + 1] ?? 0; i < end; i++) {
        const target = to[i] ?? 0;
        const place = next[target] ?? 0;
        targets[place] = node;
        next[target] = place + 1;
      }
    }
    return new Adjacency(offsets, targets);
  }
}
