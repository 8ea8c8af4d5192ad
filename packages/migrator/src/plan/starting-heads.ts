import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { resolveNodes } from '../graph/symbols/resolve-nodes.ts';
import { HeadTracker } from './head-tracker.ts';

/**
 * The heads of a database in which exactly the named revisions and everything below them are applied: `events@ae10`,
 * `common@head`, `heads`, `base` …
 * `-1` counts down from the heads of the files. Throws a `SymbolError`.
 */
export function startingHeads(graph: RevisionGraph, symbols: readonly string[]): readonly string[] {
  const named = symbols.filter((symbol) => symbol !== '' && symbol !== 'base' && !symbol.endsWith('@base'));
  const nodes = resolveNodes(graph, named).filter((node) => node >= 0);
  return new HeadTracker(graph, nodes).heads();
}
