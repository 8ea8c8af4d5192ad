import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { nodeOfSymbol } from './nodes-of-symbol.ts';

/**
 * The single revision that a symbol names: a whole or partial id, a label, `head`, `label@head`, `label@id` …; `null` is base (nothing
 * applied). Throws a `SymbolError`, or `MultipleHeadsError` when it names several.
 */
export function resolve(graph: RevisionGraph, symbol: string): Revision | null {
  const node = nodeOfSymbol(graph, symbol);
  return node < 0 ? null : graph.revisionAt(node);
}
