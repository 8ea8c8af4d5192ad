import { appliedTips } from '../graph/structure/applied-tips.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { resolveCurrent } from '../graph/symbols/resolve-nodes.ts';
import type { Revision } from '../revision/revision.ts';

/**
 * What `current` shows: the tips of every line of revisions within the applied set, by slice, then id. Unlike a head of
 * the applied set, a tip may be a dependency of another one. Linear.
 */
export function allCurrent(graph: RevisionGraph, current: readonly string[]): readonly Revision[] {
  return appliedTips(graph, resolveCurrent(graph, current)).map((node) => graph.revisionAt(node));
}

/**
 * Alembic's `current --check-heads`: are the rows exactly the heads of the files? False for good databases when a head
 * is a dependency of another slice; `upToDate` is the question to ask.
 */
export function checkHeads(graph: RevisionGraph, current: readonly string[]): boolean {
  return sameSet(current, graph.heads);
}

/**
 * Are the rows exactly the effective heads, so that everything is applied? Throws `UnknownRevisionError` for an unknown
 * row.
 */
export function upToDate(graph: RevisionGraph, current: readonly string[]): boolean {
  return sameSet(graph.ids(resolveCurrent(graph, current)), graph.effectiveHeads);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((id) => right.has(id));
}
