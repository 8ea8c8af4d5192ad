import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Revision } from '../../revision/revision.ts';

export interface TenantRevisions {
  /** What tenants have, without links to what they share. */
  readonly revisions: readonly Revision[];
  /** Revisions of shared slices that have to be applied before, by their ids, sorted. */
  readonly shared: readonly string[];
}

/**
 * The revisions of a fleet: those of its slices with all that they build on. What belongs to a shared slice is applied
 * once for all tenants, by `migrate upgrade`, and is not in any tenant's state.
 */
export function tenantRevisions(
  graph: RevisionGraph,
  slices: ReadonlySet<string>,
  sharedSlices: ReadonlySet<string>,
): TenantRevisions {
  const isShared = (id: string) => sharedSlices.has(graph.require(id).slice);
  const found = new Map<string, Revision>();
  const shared = new Set<string>();
  const open = graph.revisions.filter(({ slice }) => slices.has(slice)).map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    const revision = graph.require(id);
    const keep = (ids: readonly string[]) => ids.filter((each) => !isShared(each));
    const below = [...graph.parents(id), ...graph.dependencies(id)];
    for (const each of below.filter(isShared)) shared.add(each);
    open.push(...keep(below));
    found.set(id, { ...revision, revises: keep(graph.parents(id)), dependsOn: keep(graph.dependencies(id)) });
  }
  return {
    revisions: graph.revisions.flatMap(({ id }) => found.get(id) ?? []),
    shared: [...shared].sort(),
  };
}
