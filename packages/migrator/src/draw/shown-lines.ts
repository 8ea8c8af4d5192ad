import { at } from '../graph/structure/at.ts';
import type { Marks } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';

/** From a shown revision down to one that it comes after. */
export interface ShownLine {
  /** The number of the lower revision in the graph's index. */
  readonly node: number;
  /** False when revisions are between the two that are not shown. */
  readonly direct: boolean;
}

const NONE: readonly ShownLine[] = [];

/**
 * By node: the lines of a drawing of part of a graph, along parents. Where a parent is not shown, its nearest shown
 * ancestors replace it, as in `git log --graph` of a path. Hidden nodes have none.
 */
export function shownLines(graph: RevisionGraph, shown: Marks): readonly (readonly ShownLine[])[] {
  const { parents, order } = graph.index;
  const lines: (readonly ShownLine[])[] = new Array(graph.size).fill(NONE);
  // By hidden node: its replacement.
  const nearest = new Map<number, readonly number[]>();
  for (const node of order) {
    const row = parents.row(node);
    if (shown[node] === 1) lines[node] = row.length === 0 ? NONE : linesOf(row, shown, nearest);
    else
      nearest.set(
        node,
        linesOf(row, shown, nearest).map((line) => line.node),
      );
  }
  return lines;
}

function linesOf(
  parents: readonly number[],
  shown: Marks,
  nearest: ReadonlyMap<number, readonly number[]>,
): ShownLine[] {
  const lines: ShownLine[] = [];
  const seen = new Set<number>(parents.filter((parent) => shown[parent] === 1));
  for (const parent of parents) {
    if (shown[parent] === 1) {
      lines.push({ node: parent, direct: true });
      continue;
    }
    for (const node of nearest.get(parent) ?? []) {
      if (seen.has(node)) continue;
      seen.add(node);
      lines.push({ node, direct: false });
    }
  }
  return lines;
}

/** Marks of the given ids. Throws `UnknownRevisionError`. */
export function marksOf(graph: RevisionGraph, ids: Iterable<string>): Marks {
  const marks = new Uint8Array(graph.size);
  for (const id of ids) marks[graph.node(id)] = 1;
  return marks;
}

/** The marked nodes, in the order of all plans. */
export function markedNodes(graph: RevisionGraph, marks: Marks): number[] {
  return Array.from(graph.index.order.filter((node) => at(marks, node) === 1));
}
