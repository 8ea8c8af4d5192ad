import type { Marks } from '../structure/reach.ts';
import type { ReachOptions, RevisionGraph } from '../structure/revision-graph.ts';
import { effectiveHeads, heads, multipleHeads } from './heads.ts';
import { identifyName } from './identify-name.ts';
import { lineageOf } from './lineage-of.ts';
import { splitSymbol } from './parse-symbol.ts';

/** A symbol with `head`, `heads` and `base` replaced by nodes; any other name is still to be identified. */
export type SymbolNodes =
  | { readonly label: string | undefined; readonly nodes: readonly number[] }
  | { readonly label: string | undefined; readonly name: string };

/**
 * `heads` are the effective heads, `label@heads` all heads in the lineage of the label, `head` and `label@head` the
 * only head (throws `MultipleHeadsError`), `base` is nothing.
 */
export function symbolNodes(graph: RevisionGraph, symbol: string): SymbolNodes {
  const { label, name } = splitSymbol(symbol);
  if (name === 'heads') {
    return { label, nodes: label === undefined ? effectiveHeads(graph) : filterForLineage(graph, heads(graph), label) };
  }
  if (name === 'head') return { label, nodes: currentHeads(graph, label) };
  if (name === 'base') return { label, nodes: [] };
  return { label, name };
}

/** The only head, or the only one in the lineage of a label; none when there is none. Throws `MultipleHeadsError`. */
export function currentHeads(graph: RevisionGraph, label: string | undefined): readonly number[] {
  const found = label === undefined ? heads(graph) : filterForLineage(graph, heads(graph), label);
  if (found.length > 1) throw multipleHeads(graph, label === undefined ? 'head' : `${label}@head`, found);
  return found;
}

/**
 * Those nodes that are in the lineage (ancestors and descendants) of what the symbol names; of `label@name` either one
 * counts. All of them for `base`.
 */
export function filterForLineage(
  graph: RevisionGraph,
  nodes: readonly number[],
  symbol: string,
  options?: ReachOptions,
): readonly number[] {
  const lineage = nodes.length === 0 ? undefined : lineageOfSymbol(graph, symbol, options);
  return lineage === undefined ? nodes : nodes.filter((node) => lineage[node] === 1);
}

/** The lineage that `filterForLineage` asks for; `undefined` for `base`. */
export function lineageOfSymbol(graph: RevisionGraph, symbol: string, options?: ReachOptions): Marks | undefined {
  const against = symbolNodes(graph, symbol);
  const named = [...(against.label === undefined ? [] : [against.label]), ...('name' in against ? [against.name] : [])];
  const fixed = 'nodes' in against ? against.nodes : [];
  if (named.length + fixed.length === 0) return undefined;
  return lineageOf(graph, [...named.map((name) => identifyName(graph, name)), ...fixed], options);
}
