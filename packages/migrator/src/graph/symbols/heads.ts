import { placeOf } from '../../errors/files/revision-place.ts';
import { MultipleHeadsError } from '../../errors/graph/multiple-heads-error.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';

/** Nodes without a child. */
export function heads(graph: RevisionGraph): number[] {
  return graph.heads.map((id) => graph.node(id));
}

/** Heads that no other head depends on. */
export function effectiveHeads(graph: RevisionGraph): number[] {
  return graph.effectiveHeads.map((id) => graph.node(id));
}

/** The error for a symbol that should name one head. */
export function multipleHeads(graph: RevisionGraph, argument: string, nodes: readonly number[]): MultipleHeadsError {
  return new MultipleHeadsError({ argument, heads: nodes.map((node) => placeOf(graph.revisionAt(node))) });
}
