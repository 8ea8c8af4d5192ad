import { at } from './at.ts';
import { reach } from './reach.ts';
import type { RevisionGraph } from './revision-graph.ts';

/**
 * The tips of every line of revisions within what is applied (the given nodes and all below them): applied revisions
 * without an applied child. Unlike a head of the applied set, a tip may be a dependency of another one.
 */
export function appliedTips(graph: RevisionGraph, current: readonly number[]): number[] {
  const applied = reach(graph.index.down, current);
  const { children } = graph.index;
  const tips: number[] = [];
  for (let node = 0; node < applied.length; node++) {
    if (at(applied, node) === 1 && !children.row(node).some((child) => applied[child] === 1)) tips.push(node);
  }
  return tips;
}
