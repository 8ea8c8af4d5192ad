import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { nodesOfSymbol } from './nodes-of-symbol.ts';

/**
 * All revisions that the symbols name (`heads`, `events@heads`, `-2`, ids …), one symbol after the other. `base` adds nothing; counting
 * down to base or past it (`events@-9`) adds `null`.
 */
export function resolveAll(graph: RevisionGraph, symbols: string | readonly string[]): readonly (Revision | null)[] {
  return nodesOfSymbol(graph, symbols).map((node) => (node < 0 ? null : graph.revisionAt(node)));
}
