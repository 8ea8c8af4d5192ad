import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { currentHeads } from './head-symbols.ts';
import { resolveNode, resolveNodes } from './resolve-nodes.ts';

/**
 * The single revision that a symbol names: a whole or partial id, a label, `head`, `label@head`, `label@id` …; `null`
 * is base (nothing applied). Throws a `SymbolError`, or `MultipleHeadsError` when it names several.
 */
export function resolve(graph: RevisionGraph, symbol: string): Revision | null {
  const node = resolveNode(graph, symbol);
  return node < 0 ? null : graph.revisionAt(node);
}

/**
 * All revisions that the symbols name (`heads`, `events@heads`, `-2`, ids …), one symbol after the other. `base` adds
 * nothing; counting down to base or past it (`events@-9`) adds `null`.
 */
export function resolveAll(graph: RevisionGraph, symbols: string | readonly string[]): readonly (Revision | null)[] {
  return resolveNodes(graph, symbols).map((node) => (node < 0 ? null : graph.revisionAt(node)));
}

/** The only head of the graph, or of the lineage of a label; `null` when there is none. Throws `MultipleHeadsError`. */
export function currentHead(graph: RevisionGraph, label?: string): Revision | null {
  const node = currentHeads(graph, label === '' ? undefined : label)[0];
  return node === undefined ? null : graph.revisionAt(node);
}
