import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';

/** A revision that reaches into another slice, whose owners should agree. */
export interface Approval {
  readonly revision: string;
  /** The slice of the revision. */
  readonly slice: string;
  /** The slice that it reaches into. */
  readonly of: string;
  /** Its owners, from its slice.json. */
  readonly owners: readonly string[];
  /** It joins a branch of the other slice, is the first to depend on it, or changes what it owns. */
  readonly because: 'merges' | 'depends-on' | 'alters';
}

/**
 * The approvals that revisions need: where they merge, alter, or for the first time depend on a slice with other owners
 * than their own. One for each revision and slice, with the weightiest reason. Slices without owners need no approval.
 * `slices` are those of the workspace.
 */
export function approvals(
  graph: RevisionGraph,
  revisions: readonly Revision[],
  slices: readonly { readonly label: string; readonly owners?: readonly string[] | undefined }[],
): readonly Approval[] {
  const owners = new Map(slices.map(({ label, owners: list }) => [label, list ?? []]));
  if (![...owners.values()].some((list) => list.length > 0)) return [];
  return revisions.flatMap((revision) => {
    const reasons = new Map<string, Approval['because']>();
    for (const slice of newlyNeeded(graph, revision)) reasons.set(slice, 'depends-on');
    if (revision.revises.length > 1) {
      for (const parent of graph.parents(revision.id)) reasons.set(graph.require(parent).slice, 'merges');
    }
    for (const slice of revision.alters?.slices ?? []) reasons.set(slice, 'alters');
    const own = owners.get(revision.slice) ?? [];
    return [...reasons].sort().flatMap(([of, because]): readonly Approval[] => {
      const asked = owners.get(of) ?? [];
      if (of === revision.slice || asked.length === 0 || isSame(asked, own)) return [];
      return [{ revision: revision.id, slice: revision.slice, of, owners: asked, because }];
    });
  });
}

/** Slices that a revision depends on, but none of its own slice below it. */
function newlyNeeded(graph: RevisionGraph, revision: Revision): ReadonlySet<string> {
  const needed = needs(graph, revision);
  if (needed.size === 0) return needed;
  for (const id of graph.ancestors([revision.id], { dependencies: true })) {
    const below = graph.require(id);
    if (id === revision.id || below.slice !== revision.slice) continue;
    for (const slice of needs(graph, below)) needed.delete(slice);
    if (needed.size === 0) break;
  }
  return needed;
}

function needs(graph: RevisionGraph, { id, slice }: Revision): Set<string> {
  const below = [...graph.parents(id), ...graph.dependencies(id)];
  const needed = new Set(below.map((each) => graph.require(each).slice));
  needed.delete(slice);
  return needed;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  const others = new Set(b);
  return a.length === b.length && a.every((owner) => others.has(owner));
}
