import type { Revision } from '../../revision/revision.ts';

/** `from` cannot be upgraded without `to`: the first revision of `from` that says so, in the order given. */
export interface SliceEdge {
  readonly from: string;
  readonly to: string;
  readonly revision: Revision;
}

/**
 * Which slices need which, by their revisions: parents and dependencies that belong to another slice. Labels count as
 * the slice of the revision that carries them, symbols that name nothing are left out (loading the graph reports them).
 * One edge a pair, sorted.
 */
export function sliceEdges(revisions: readonly Revision[]): readonly SliceEdge[] {
  const sliceOf = new Map<string, string>();
  for (const { id, slice, labels } of revisions) {
    for (const label of labels) sliceOf.set(label, slice);
    sliceOf.set(id, slice);
  }
  const edges = new Map<string, SliceEdge>();
  for (const revision of revisions) {
    for (const symbol of [...revision.revises, ...revision.dependsOn]) {
      const from = revision.slice;
      const to = sliceOf.get(symbol) ?? sliceOf.get(symbol.split('@')[0] ?? '');
      const key = `${from}\0${to}`;
      if (to !== undefined && to !== from && !edges.has(key)) edges.set(key, { from, to, revision });
    }
  }
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

/**
 * The edges without those that would close a cycle, for tools that want the slices in an order. `known` are edges that
 * stand already (of package.json files); they are never left out.
 */
export function withoutCycles<Edge extends { readonly from: string; readonly to: string }>(
  edges: readonly Edge[],
  known: readonly { readonly from: string; readonly to: string }[] = [],
): readonly Edge[] {
  const targets = new Map<string, Set<string>>();
  const add = ({ from, to }: { readonly from: string; readonly to: string }) => {
    targets.set(from, (targets.get(from) ?? new Set()).add(to));
  };
  known.forEach(add);
  return edges.filter((edge) => {
    if (reaches(targets, edge.to, edge.from)) return false;
    add(edge);
    return true;
  });
}

function reaches(targets: ReadonlyMap<string, ReadonlySet<string>>, start: string, goal: string): boolean {
  const seen = new Set([start]);
  for (const at of seen) {
    if (at === goal) return true;
    for (const next of targets.get(at) ?? []) seen.add(next);
  }
  return false;
}
