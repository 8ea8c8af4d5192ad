import { at } from '../graph/structure/at.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import type { Revision } from '../revision/revision.ts';
import { type Lanes, layLanes } from './lanes.ts';
import type { Line } from './line.ts';
import { rowOrder } from './row-order.ts';
import { markedNodes, marksOf, shownLines } from './shown-lines.ts';

/** Lanes at most, unless the caller says otherwise: beyond that nobody follows a line with the eye. */
export const LANE_LIMIT = 12;

/** A part of a graph, laid out. Row 0 is the newest. */
export interface Drawing {
  readonly revisions: readonly Revision[];
  readonly lanes: Lanes;
}

/**
 * Lays out the given revisions of a graph (ids; all of them when absent): each is one row, above all that it comes
 * after. Linear but for sorting; the order in which ids are given does not matter. Throws `UnknownRevisionError`.
 */
export function layOut(graph: RevisionGraph, ids?: Iterable<string>, limit = LANE_LIMIT): Drawing {
  const shown = ids === undefined ? new Uint8Array(graph.size).fill(1) : marksOf(graph, ids);
  const byNode = shownLines(graph, shown);
  const nodes = rowOrder(markedNodes(graph, shown), byNode);
  const rowOf = new Int32Array(graph.size);
  nodes.forEach((node, row) => {
    rowOf[node] = row;
  });
  const lines = nodes.map((node, from) =>
    at(byNode, node).map(({ node: below, direct }): Line => ({ from, to: at(rowOf, below), direct })),
  );
  return { revisions: nodes.map((node) => graph.revisionAt(node)), lanes: layLanes(lines, limit) };
}
