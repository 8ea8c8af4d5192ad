/**
 * Edges of a graph in compressed rows: the neighbours of node `n` are `targets[offsets[n] … offsets[n + 1])`. Two
 * integer arrays whatever the number of nodes, so that 100,000 revisions cost a few megabytes.
 *
 * The loops of `graph/` and `plan/` read the arrays directly, since a call for each element doubles the time of a cold
 * start. A `?? 0` there is for the type checker: rows are in range by construction.
 */
export class Adjacency {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  #targeted: Uint8Array | undefined;

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

  /** By node: 1 when an edge leads to it. */
  get targeted(): Uint8Array {
    if (this.#targeted !== undefined) return this.#targeted;
    const marks = new Uint8Array(this.size);
    const { targets } = this;
    for (let i = 0; i < targets.length; i++) marks[targets[i] ?? 0] = 1;
    this.#targeted = marks;
    return marks;
  }

  /** The nodes that no edge leads to. */
  untargeted(): number[] {
    const marks = this.targeted;
    const nodes: number[] = [];
    // `indexOf` is compiled code; the nodes are few in nearly every graph.
    for (let node = marks.indexOf(0); node >= 0; node = marks.indexOf(0, node + 1)) nodes.push(node);
    return nodes;
  }

  /** The nodes without a neighbour. */
  ends(): number[] {
    const { offsets } = this;
    const nodes: number[] = [];
    for (let node = 0; node + 1 < offsets.length; node++) if (offsets[node] === offsets[node + 1]) nodes.push(node);
    return nodes;
  }

  /** By node: how many edges lead to it. */
  inDegrees(): Int32Array {
    const { targets } = this;
    const degrees = new Int32Array(this.size);
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i] ?? 0;
      degrees[target] = (degrees[target] ?? 0) + 1;
    }
    return degrees;
  }

  /** The same edges seen from their targets; each row is sorted by node. */
  reversed(): Adjacency {
    const { offsets: from, targets: to, size } = this;
    // First the length of each row, then its end, and, as the rows are filled from their ends, its start.
    const offsets = new Int32Array(size + 1);
    offsets.set(this.inDegrees());
    for (let node = 1; node <= size; node++) offsets[node] = (offsets[node] ?? 0) + (offsets[node - 1] ?? 0);
    const targets = new Int32Array(to.length);
    for (let i = to.length - 1, node = size - 1; i >= 0; i--) {
      while (i < (from[node] ?? 0)) node--;
      const target = to[i] ?? 0;
      const place = (offsets[target] ?? 0) - 1;
      offsets[target] = place;
      targets[place] = node;
    }
    return new Adjacency(offsets, targets);
  }

  /**
   * The edges of both, each once: in every row those of this one, then those of `other`. What is between rows of
   * `other` is copied whole.
   */
  joined(other: Adjacency): Adjacency {
    if (other.edges === 0) return this;
    const { offsets: from, targets: to, size } = this;
    const offsets = new Int32Array(size + 1);
    const targets = new Int32Array(to.length + other.edges);
    let copied = 0;
    let added = 0;
    for (let node = 0; node < size; node++) {
      const start = from[node] ?? 0;
      const end = from[node + 1] ?? 0;
      offsets[node] = start + added;
      let i = other.offsets[node] ?? 0;
      const last = other.offsets[node + 1] ?? 0;
      if (i === last) continue;
      targets.set(to.subarray(copied, end), copied + added);
      copied = end;
      const own = to.subarray(start, end);
      for (; i < last; i++) {
        const target = other.targets[i] ?? 0;
        if (!own.includes(target)) targets[copied + added++] = target;
      }
    }
    targets.set(to.subarray(copied), copied + added);
    offsets[size] = to.length + added;
    return new Adjacency(offsets, targets.subarray(0, to.length + added));
  }
}
