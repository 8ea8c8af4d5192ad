import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Revision } from '../../revision/revision.ts';

export interface TenantRevisions {
  /** The revisions of tenants, without links to shared slices. */
  readonly revisions: readonly Revision[];
  /** Ids of revisions of shared slices that must be applied first, sorted. */
  readonly shared: readonly string[];
}

/**
 * The revisions of a fleet: those of its slices and everything that they build on. `migrate upgrade` applies those of
 * shared slices once for all tenants; they are in no tenant's state.
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
