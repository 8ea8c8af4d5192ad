import { intAt } from '../graph/structure/at.ts';
import type { ShownLine } from './shown-lines.ts';

/**
 * The rows of a drawing, newest first: every node before all that its lines lead to, and each branch in one piece, as
 * close as can be to where it begins. (The order of plans would do as well, but it changes branches at every row.)
 *
 * @param nodes the nodes to be shown, lower ends of lines first
 */
export function rowOrder(nodes: readonly number[], lines: readonly (readonly ShownLine[])[]): number[] {
  const { above, height } = linesUp(nodes, lines);
  const rows: number[] = [];
  const seen = new Uint8Array(lines.length);
  const todo: { readonly node: number; readonly next: number[] }[] = [];
  const enter = (node: number): void => {
    seen[node] = 1;
    // Taken from the end: the longest way up first, so that what ends soon is next to where it begins.
    const next = (above.get(node) ?? []).sort((a, b) => intAt(height, a) - intAt(height, b) || b - a);
    todo.push({ node, next });
  };
  const bases = nodes.filter((node) => lines[node]?.length === 0).sort((a, b) => a - b);
  for (const base of bases) {
    enter(base);
    for (let top = todo.at(-1); top !== undefined; top = todo.at(-1)) {
      const child = top.next.pop();
      if (child === undefined) {
        rows.push(top.node);
        todo.pop();
      } else if (seen[child] === 0) enter(child);
    }
  }
  return rows;
}

/** The lines seen from below, and by node the number of nodes on the longest way up. */
function linesUp(nodes: readonly number[], lines: readonly (readonly ShownLine[])[]) {
  const above = new Map<number, number[]>();
  const height = new Int32Array(lines.length);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] ?? 0;
    for (const { node: below } of lines[node] ?? []) {
      height[below] = Math.max(intAt(height, below), intAt(height, node) + 1);
      const known = above.get(below);
      if (known === undefined) above.set(below, [node]);
      else known.push(node);
    }
  }
  return { above, height };
}
