import { UnknownRevisionError } from '../../errors/graph/unknown-name-errors.ts';
import { intAt } from '../structure/at.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { type SymbolNodes, symbolNodes } from './head-symbols.ts';
import { effectiveHeads, multipleHeads } from './heads.ts';
import { identifyBranch, identifyInBranch, identifyName } from './identify-name.ts';
import { NOTHING, walk } from './walk.ts';

const STEPS_DOWN = /^-\d+$/;

/** One symbol, several, or none (base). */
export type Symbols = string | readonly string[] | undefined;

/** The single node that a symbol names; `NOTHING` for base. Throws `MultipleHeadsError` when it names several. */
export function resolveNode(graph: RevisionGraph, symbol: string): number {
  const resolved = symbolNodes(graph, symbol);
  if ('nodes' in resolved && resolved.nodes.length > 1) throw multipleHeads(graph, symbol, resolved.nodes);
  if ('nodes' in resolved && resolved.nodes.length === 0) {
    if (resolved.label !== undefined) identifyBranch(graph, resolved.label);
    return NOTHING;
  }
  return identified(graph, resolved)[0] ?? NOTHING;
}

/**
 * All nodes that the symbols name, one symbol after the other. `-N` and `label@-N` count down from every effective head
 * (that has the label), in the order of loading, and may give `BASE`, or `NOTHING` past it.
 */
export function resolveNodes(graph: RevisionGraph, symbols: Symbols): number[] {
  if (symbols === undefined) return [];
  if (typeof symbols !== 'string') return symbols.flatMap((symbol) => resolveNodes(graph, symbol));
  const resolved = symbolNodes(graph, symbols);
  if ('name' in resolved && STEPS_DOWN.test(resolved.name) && Number(resolved.name) < 0) {
    const { label, name } = resolved;
    const { loadPosition } = graph.index;
    return effectiveHeads(graph)
      .sort((a, b) => intAt(loadPosition, a) - intAt(loadPosition, b))
      .filter((head) => label === undefined || graph.effectiveLabels.has(head, label))
      .map((head) => walk(graph, head, Number(name)));
  }
  return identified(graph, resolved);
}

/** Identifies the name; nodes of `label@head` … are checked against the label. */
function identified(graph: RevisionGraph, resolved: SymbolNodes): number[] {
  const { label } = resolved;
  if ('name' in resolved) {
    const { name } = resolved;
    return [label === undefined ? identifyName(graph, name) : identifyInBranch(graph, name, label)];
  }
  if (label === undefined) return [...resolved.nodes];
  return resolved.nodes.map((node) => identifyInBranch(graph, graph.revisionAt(node).id, label));
}

/**
 * The nodes of the current revisions of a database. Throws `UnknownRevisionError` … also for steps (`-1`), which cannot
 * be in a row.
 */
export function resolveCurrent(graph: RevisionGraph, current: readonly string[]): number[] {
  const nodes = resolveNodes(graph, current);
  if (nodes.some((node) => node < 0)) throw new UnknownRevisionError({ name: current.join(', '), suggestions: [] });
  return nodes;
}
