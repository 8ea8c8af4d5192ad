import { InvalidRangeError, RangeRequiredError } from '../errors/graph/range-errors.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { parseRange } from '../graph/symbols/parse-symbol.ts';
import { resolveNode } from '../graph/symbols/resolve-nodes.ts';
import type { Plan } from './plan.ts';
import { planDowngrade } from './plan-downgrade.ts';
import { planUpgrade } from './plan-upgrade.ts';

/**
 * The offline plan of `upgrade --sql a:b`, or of `b` from an empty database. Throws as `planUpgrade`, and
 * `InvalidRangeError`.
 */
export function planUpgradeRange(graph: RevisionGraph, range: string): Plan {
  const ends = parseRange(range);
  if (ends === undefined) return planUpgrade(graph, [], range);
  return planUpgrade(graph, startingRows(graph, ends.from, range), ends.to);
}

/**
 * The offline plan of `downgrade --sql a:b`. Throws as `planDowngrade`, `InvalidRangeError`, and `RangeRequiredError`
 * for anything but a range.
 */
export function planDowngradeRange(graph: RevisionGraph, range: string): Plan {
  const ends = parseRange(range);
  if (ends === undefined) throw new RangeRequiredError({ given: range });
  return planDowngrade(graph, startingRows(graph, ends.from, range), ends.to);
}

/** What is applied at the start: the named revision and everything below it. */
function startingRows(graph: RevisionGraph, from: string, range: string): readonly string[] {
  if (from === '') throw new InvalidRangeError({ given: range });
  if (from === 'base') return [];
  const node = resolveNode(graph, from);
  return node < 0 ? [] : [graph.revisionAt(node).id];
}
