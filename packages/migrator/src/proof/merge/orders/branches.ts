import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';

/** What is between the heads of a merge and what they have in common. Dependencies count as much as parents. */
export interface Branches {
  readonly heads: readonly string[];
  /** The common ancestors that no other of them is needed by, sorted; empty when the heads have nothing in common. */
  readonly ancestors: readonly string[];
  /** What is below at least one head and not below all, in the order of plans. */
  readonly above: readonly string[];
}

export function branchesOf(graph: RevisionGraph, heads: readonly string[]): Branches {
  const below = heads.map((head) => new Set(graph.ancestors([head], { dependencies: true })));
  const isCommon = (id: string): boolean => below.every((set) => set.has(id));
  const common = graph.ordered.map(({ id }) => id).filter(isCommon);
  const set = new Set(common);
  return {
    heads,
    ancestors: common.filter((id) => !graph.dependents(id).some((other) => set.has(other))).sort(),
    above: graph.ordered
      .map(({ id }) => id)
      .filter((id) => !isCommon(id) && below.some((revisions) => revisions.has(id))),
  };
}

/**
 * What each head in turn adds above the common ancestors, in the order of plans: the parts in which a database gets the
 * branches when one is applied whole before the next one.
 */
export function legsOf(
  graph: RevisionGraph,
  { above }: Branches,
  order: readonly string[],
): readonly (readonly string[])[] {
  const done = new Set<string>();
  return order.map((head) => {
    const below = new Set(graph.ancestors([head], { dependencies: true }));
    const leg = above.filter((id) => below.has(id) && !done.has(id));
    for (const id of leg) done.add(id);
    return leg;
  });
}
