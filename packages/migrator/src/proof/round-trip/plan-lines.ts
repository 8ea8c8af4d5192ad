import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';

/**
 * Revisions that are proven one after the other on one database: each needs all that the ones before it leave there. So
 * a chain costs one pass, however long it is.
 */
export interface Line {
  readonly ids: readonly string[];
  /** The revision of another line after which this one's database is cloned, when there is one. */
  readonly after: string | undefined;
}

/**
 * Cuts the revisions (in the order of plans) into as few lines as a greedy look finds. Lines come after those that they
 * start from.
 */
export function planLines(graph: RevisionGraph, ids: ReadonlySet<string>): readonly Line[] {
  const lines: { ids: string[]; after: string | undefined }[] = [];
  const tails = new Map<string, number>();
  for (const { id } of graph.ordered) {
    if (!ids.has(id)) continue;
    const below = nearestBelow(graph, id, ids);
    const tail = below.find((other) => tails.has(other));
    if (tail === undefined) {
      tails.set(id, lines.push({ ids: [id], after: below[0] }) - 1);
    } else {
      const line = tails.get(tail) ?? 0;
      lines[line]?.ids.push(id);
      tails.delete(tail);
      tails.set(id, line);
    }
  }
  return lines;
}

/**
 * The newest revisions of the set that the given one needs; parents before dependencies. Looks through revisions that
 * are not in the set.
 */
function nearestBelow(graph: RevisionGraph, id: string, ids: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const queue = [id];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const below of [...graph.parents(at), ...graph.dependencies(at)]) {
      if (seen.has(below)) continue;
      seen.add(below);
      if (ids.has(below)) found.push(below);
      else queue.push(below);
    }
  }
  return found;
}
