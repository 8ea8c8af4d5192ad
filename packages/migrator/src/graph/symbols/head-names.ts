import type { RevisionGraph } from '../structure/revision-graph.ts';
import { filterForLineage } from './head-symbols.ts';
import { heads } from './heads.ts';

/**
 * What to call revisions that a database is at, in the given order: `events@head` where that symbol means exactly this
 * revision, otherwise the slice and the id (`events 3598306a3a51`), and the id alone where its file is missing.
 */
export function headNames(graph: RevisionGraph, ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const revision = graph.get(id);
    if (revision === undefined) return id;
    return isHeadOf(graph, revision.slice, id) ? `${revision.slice}@head` : `${revision.slice} ${id}`;
  });
}

/** Whether `slice@head` means this revision. */
function isHeadOf(graph: RevisionGraph, slice: string, id: string): boolean {
  if (graph.labelled(slice) === undefined || !graph.isHead(id)) return false;
  const [only, ...others] = filterForLineage(graph, heads(graph), slice);
  return only === graph.node(id) && others.length === 0;
}
