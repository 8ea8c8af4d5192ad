import type { Adjacency } from './adjacency.ts';
import { at } from './at.ts';

/** One byte a node: 1 when the node is in the set. */
export type Marks = Uint8Array;

/** The start nodes and everything that can be reached from them; iterative and linear. */
export function reach(edges: Adjacency, starts: Iterable<number>): Marks {
  const marks = new Uint8Array(edges.size);
  const todo: number[] = [];
  for (const node of starts) {
    if (marks[node] === 0) {
      marks[node] = 1;
      todo.push(node);
    }
  }
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    const end = edges.end(node);
    for (let i = edges.start(node); i < end; i++) {
      const target = edges.target(i);
      if (marks[target] === 0) {
        marks[target] = 1;
        todo.push(target);
      }
    }
  }
  return marks;
}

/** Those start nodes that can be reached from another start node (of a graph without cycles). */
export function overlapping(edges: Adjacency, starts: readonly number[]): number[] {
  const neighbours = function* (): Generator<number> {
    for (const node of starts) for (let i = edges.start(node); i < edges.end(node); i++) yield edges.target(i);
  };
  const below = reach(edges, neighbours());
  return [...new Set(starts)].filter((node) => at(below, node) === 1);
}
