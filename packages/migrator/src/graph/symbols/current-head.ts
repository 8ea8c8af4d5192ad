import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { currentHead as currentHeadNodes } from './symbol-nodes.ts';

/** The only head of the graph, or of the lineage of a label; `null` when there is none. Throws `MultipleHeadsError`. */
export function currentHead(graph: RevisionGraph, label?: string): Revision | null {
  const node = currentHeadNodes(graph, label === '' ? undefined : label)[0];
  return node === undefined ? null : graph.revisionAt(node);
}
