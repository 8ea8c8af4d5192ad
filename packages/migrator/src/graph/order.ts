import type { Adjacency } from './adjacency.ts';
import { at } from './at.ts';
import { MinHeap } from './min-heap.ts';

/**
 * The one order of all plans: parents and dependencies first; among the revisions that are ready, the one whose slice, then id,
 * sorts first by UTF-16 code units (that is how nodes are numbered). It depends on nothing but the graph, so two machines plan
 * the same. Every plan is a part of this order; a downgrade goes through it backwards. O((V + E) log V).
 *
 * Nodes on or above a cycle are left out: the result is shorter than `down.size` exactly when there is a cycle.
 */
export function topologicalOrder(down: Adjacency, dependents: Adjacency): Int32Array {
  const waitsFor = new Int32Array(down.size);
  const ready = new MinHeap(down.size);
  for (let node = 0; node < down.size; node++) {
    waitsFor[node] = down.degree(node);
    if (down.degree(node) === 0) ready.push(node);
  }
  const order = new Int32Array(down.size);
  let length = 0;
  while (ready.size > 0) {
    const node = ready.pop();
    order[length++] = node;
    for (let i = dependents.start(node); i < dependents.end(node); i++) {
      const above = dependents.target(i);
      const left = at(waitsFor, above) - 1;
      waitsFor[above] = left;
      if (left === 0) ready.push(above);
    }
  }
  return order.subarray(0, length);
}
