import { type Marks, reach } from '../structure/reach.ts';
import type { ReachOptions, RevisionGraph } from '../structure/revision-graph.ts';

/** The nodes and all their ancestors and descendants. */
export function lineageOf(graph: RevisionGraph, nodes: readonly number[], options?: ReachOptions): Marks {
  const dependencies = options?.dependencies ?? false;
  const marks = reach(dependencies ? graph.index.down : graph.index.parents, nodes);
  const above = reach(dependencies ? graph.index.dependents : graph.index.children, nodes);
  for (let node = 0; node < marks.length; node++) if (above[node] === 1) marks[node] = 1;
  return marks;
}
