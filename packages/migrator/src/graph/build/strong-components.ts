import type { Adjacency } from '../structure/adjacency.ts';
import { intAt } from '../structure/at.ts';

/**
 * The sets of nodes that reach each other (Tarjan's algorithm, iterative), without the single nodes that have no edge
 * to themselves: each set holds at least one cycle. Only called when there is one.
 */
export function strongComponents(edges: Adjacency): number[][] {
  const index = new Int32Array(edges.size);
  const low = new Int32Array(edges.size);
  const onStack = new Uint8Array(edges.size);
  const next = new Int32Array(edges.size);
  const stack: number[] = [];
  const path: number[] = [];
  const found: number[][] = [];
  let count = 0;
  const enter = (node: number): void => {
    count++;
    index[node] = count;
    low[node] = count;
    onStack[node] = 1;
    next[node] = edges.offsets[node] ?? 0;
    stack.push(node);
    path.push(node);
  };
  for (let root = 0; root < edges.size; root++) {
    if (index[root] !== 0) continue;
    enter(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const i = intAt(next, node);
      if (i < intAt(edges.offsets, node + 1)) {
        next[node] = i + 1;
        const target = intAt(edges.targets, i);
        if (index[target] === 0) enter(target);
        else if (onStack[target] === 1) low[node] = Math.min(intAt(low, node), intAt(index, target));
        continue;
      }
      path.pop();
      const below = path.at(-1);
      if (below !== undefined) low[below] = Math.min(intAt(low, below), intAt(low, node));
      if (low[node] !== index[node]) continue;
      const component: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack[member] = 0;
        component.push(member);
        if (member === node) break;
      }
      if (component.length > 1 || edges.row(node).includes(node)) found.push(component);
    }
  }
  return found;
}

/**
 * One loop inside a strong component, from its first node if that is on it: each node has an edge to the next one, the
 * last to the first.
 */
export function loopIn(edges: Adjacency, component: readonly number[]): number[] {
  const members = new Set(component);
  const places = new Map<number, number>();
  const path: number[] = [];
  let node = component.reduce((least, member) => Math.min(least, member));
  while (!places.has(node)) {
    places.set(node, path.length);
    path.push(node);
    node = edges.row(node).find((next) => members.has(next)) ?? node;
  }
  return path.slice(places.get(node) ?? 0);
}
