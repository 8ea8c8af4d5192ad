import type { Adjacency } from '../structure/adjacency.ts';
import { MinHeap } from './min-heap.ts';

/**
 * The one order of all plans: parents and dependencies first; among the revisions that are ready, the one whose slice,
 * then id, sorts first by UTF-16 code units (that is how nodes are numbered). It depends on nothing but the graph, so
 * two machines plan the same. Every plan is a part of this order; a downgrade goes through it backwards. O((V + E) log
 * V).
 *
 * Nodes on or above a cycle are left out: the result is shorter than `down.size` exactly when there is a cycle.
 */
export function topologicalOrder(down: Adjacency): Int32Array {
  const { size, offsets, targets } = down;
  const waitsFor = new Int32Array(size);
  const ready = new MinHeap(size);
  // What depends on a node, as a chain of edges: the newest is `last[node]`, the one before an edge is `before[edge]`.
  // One pass makes it, where rows would take three.
  const last = new Int32Array(size).fill(-1);
  const before = new Int32Array(targets.length);
  const from = new Int32Array(targets.length);
  for (let node = 0, edge = 0; node < size; node++) {
    const end = offsets[node + 1] ?? 0;
    if (edge === end) ready.push(node);
    waitsFor[node] = end - edge;
    for (; edge < end; edge++) {
      const target = targets[edge] ?? 0;
      before[edge] = last[target] ?? 0;
      last[target] = edge;
      from[edge] = node;
    }
  }
  const order = new Int32Array(size);
  let length = 0;
  // Mostly the revision after this one in its slice is the smallest that is ready: it goes past the heap.
  let smallest = -1;
  while (smallest >= 0 || ready.size > 0) {
    const node = smallest >= 0 ? smallest : ready.pop();
    smallest = -1;
    order[length++] = node;
    for (let edge = last[node] ?? 0; edge >= 0; edge = before[edge] ?? 0) {
      const above = from[edge] ?? 0;
      const left = (waitsFor[above] ?? 0) - 1;
      waitsFor[above] = left;
      if (left > 0) continue;
      if (smallest < 0 ? ready.size > 0 && ready.smallest < above : smallest < above) {
        ready.push(above);
      } else {
        if (smallest >= 0) ready.push(smallest);
        smallest = above;
      }
    }
  }
  return order.subarray(0, length);
}

/** By node: its place in the order. */
export function rankOf(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i] ?? 0] = i;
  return rank;
}
