import type { Adjacency } from './adjacency.ts';

/** One byte a node: 1 when the node is in the set. */
export type Marks = Uint8Array;

/** The start nodes and everything that can be reached from them; iterative and linear. */
export function reach(edges: Adjacency, starts: Iterable<number>): Marks {
  const { offsets, targets } = edges;
  const marks = new Uint8Array(edges.size);
  const todo: number[] = [];
  for (const node of starts) {
    if (marks[node] === 1) continue;
    marks[node] = 1;
    todo.push(node);
  }
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    for (let i = offsets[node] ?? 0, end = offsets[node + 1] ?? 0; i < end; i++) {
      const target = targets[i] ?? 0;
      if (marks[target] === 1) continue;
      marks[target] = 1;
      todo.push(target);
    }
  }
  return marks;
}

/** Those start nodes that can be reached from another start node (of a graph without cycles). */
export function overlapping(edges: Adjacency, starts: readonly number[]): number[] {
  // Nothing leads to a head: heads never overlap.
  if (starts.every((node) => edges.targeted[node] === 0)) return [];
  const neighbours = function* (): Generator<number> {
    for (const node of starts) yield* edges.row(node);
  };
  const below = reach(edges, neighbours());
  return [...new Set(starts)].filter((node) => below[node] === 1);
}
