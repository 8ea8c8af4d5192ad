import type { ReachOptions, RevisionGraph } from '../structure/revision-graph.ts';
import { filterForLineage } from '../symbols/head-symbols.ts';
import { identifyName } from '../symbols/identify-name.ts';

/**
 * Those of `targets` (ids or labels) that are above or below what `against` names, in the order given. With
 * `dependencies`, paths through dependencies count too.
 */
export function lineage(
  graph: RevisionGraph,
  targets: readonly string[],
  against: string,
  options: ReachOptions,
): readonly string[] {
  const nodes = targets.map((target) => identifyName(graph, target));
  const kept = new Set(filterForLineage(graph, nodes, against, options));
  return targets.filter((_, i) => kept.has(nodes[i] ?? -1));
}
