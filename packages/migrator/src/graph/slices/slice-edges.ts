import type { Revision } from '../../revision/revision.ts';

/** `from` cannot be upgraded without `to`: the first revision of `from` that says so, in the order given. */
export interface SliceEdge {
  readonly from: string;
  readonly to: string;
  readonly revision: Revision;
}

type Needs = (revision: Revision) => readonly string[];

const needsAll: Needs = ({ revises, dependsOn }) => [...revises, ...dependsOn];

/**
 * Which slices need which, by their revisions: parents and dependencies that belong to another slice. Labels count as
 * the slice of the revision that carries them, symbols that name nothing are left out (loading the graph reports them).
 * One edge a pair, sorted.
 */
export function sliceEdges(revisions: readonly Revision[], needs: Needs = needsAll): readonly SliceEdge[] {
  const sliceOf = new Map<string, string>();
  for (const { id, slice, labels } of revisions) {
    for (const label of labels) sliceOf.set(label, slice);
    sliceOf.set(id, slice);
  }
  const edges = new Map<string, SliceEdge>();
  for (const revision of revisions) {
    for (const symbol of needs(revision)) {
      const from = revision.slice;
      const to = sliceOf.get(symbol) ?? sliceOf.get(symbol.split('@')[0] ?? '');
      if (to === undefined || to === from) continue;
      const key = `${from}\0${to}`;
      if (!edges.has(key)) edges.set(key, { from, to, revision });
    }
  }
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

/**
 * Which slices need which, without what would close a cycle, for tools that want the slices in an order: two slices may
 * have needed each other at different times, as when one makes a table ahead of the other's. The edge of the newer
 * revision shows the present state, and is kept. One edge a pair, sorted.
 *
 * @param known edges that exist already in package.json files; they are never left out
 * @param needs by which of its symbols a revision needs others
 */
export function orderableEdges(
  revisions: readonly Revision[],
  known: readonly { readonly from: string; readonly to: string }[],
  needs: Needs = needsAll,
): readonly SliceEdge[] {
  const edges = sliceEdges(revisions, needs);
  const byAge = newestFirst(revisions);
  const age = new Map(byAge.map(({ id }, index) => [id, index]));
  const ages = new Map(sliceEdges(byAge, needs).map((edge) => [keyOf(edge), age.get(edge.revision.id) ?? 0]));
  const ageOf = (edge: SliceEdge): number => ages.get(keyOf(edge)) ?? 0;
  const kept = new Set(
    withoutCycles(
      edges.toSorted((a, b) => ageOf(a) - ageOf(b)),
      known,
    ),
  );
  return edges.filter((edge) => kept.has(edge));
}

const keyOf = ({ from, to }: Pick<SliceEdge, 'from' | 'to'>): string => `${from}\0${to}`;

/** Each before all that it follows, by parents and dependencies; those in a cycle, which has no order, last. */
function newestFirst(revisions: readonly Revision[]): readonly Revision[] {
  const below = new Map(revisions.map((revision) => [revision.id, needsAll(revision)]));
  const waiting = new Map<string, number>();
  for (const ids of below.values()) for (const id of ids) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  const order = new Set(revisions.map(({ id }) => id).filter((id) => !waiting.has(id)));
  for (const id of order) {
    for (const parent of below.get(id) ?? []) {
      const left = (waiting.get(parent) ?? 0) - 1;
      waiting.set(parent, left);
      if (left === 0 && below.has(parent)) order.add(parent);
    }
  }
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const ids = [...order, ...[...byId.keys()].filter((id) => !order.has(id))];
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The edges without those that would close a cycle, the first ones first. `known` are edges that exist already; they
 * are never left out.
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
