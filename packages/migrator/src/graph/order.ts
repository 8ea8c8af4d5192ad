import type { Adjacency } from './adjacency.ts';
import { MinHeap } from './min-heap.ts';

/**
 * The one order of all plans: parents and dependencies first; among the revisions that are ready, the one whose slice, then id,
 * sorts first by UTF-16 code units (that is how nodes are numbered). It depends on nothing but the graph, so two machines plan
 * the same. Every plan is a part of this order; a downgrade goes through it backwards. O((V + E) log V).
 *
 * Nodes on or above a cycle are left out: the result is shorter than `down.size` exactly when there is a cycle.
 */
export function topologicalOrder(down: Adjacency, dependents: Adjacency): Int32Array {
  const { size } = down;
  const { offsets: from } = down;
  const { offsets, targets } = dependents;
  const waitsFor = new Int32Array(size);
  const ready = new MinHeap(size);
  for (let node = 0; node < size; node++) {
    const degree = (from[node + 1] ?? 0) - (from[node] ?? 0);
    waitsFor[node] = degree;
    if (degree === 0) ready.push(node);
  }
  const order = new Int32Array(size);
  let length = 0;
  // Mostly the revision after this one in its slice is the smallest that is ready: it goes past the heap.
  let smallest = -1;
  while (smallest >= 0 || ready.size > 0) {
    const node = smallest >= 0 ? smallest : ready.pop();
    smallest = -1;
    order[length++] = node;
    for (let i = offsets[node] ?? 0, end = offsets[node + 1] ?? 0; i < end; i++) {
      const above = targets[i] ?? 0;
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
