import { MultipleHeadsError } from '../errors/graph/multiple-heads-error.ts';
import { RangeNotAllowedError } from '../errors/graph/range-errors.ts';
import { collectDowngrade } from '../graph/order/collect-downgrade.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/**
 * What `downgrade <target>` would run: everything applied above the target and everything that depends on it, newest
 * first. `current` are the heads of the applied set. `-N` counts from the first of them. Throws a `SymbolError`,
 * `MultipleHeadsError`,
 * `RangeNotAncestorError` (the target is not applied), `InvalidDowngradeTargetError` or `RangeNotAllowedError`.
 */
export function planDowngrade(graph: RevisionGraph, current: readonly string[], target: string): Plan {
  if (target.includes(':')) throw new RangeNotAllowedError({ given: target });
  return makePlan(graph, current, marksAbove(graph, current, target), 'downgrade');
}

function marksAbove(graph: RevisionGraph, current: readonly string[], target: string) {
  try {
    const ends = { upper: current, lower: target, inclusive: false, implicitBase: false, stopAtEnd: false };
    return collectDowngrade(graph, ends).marks;
  } catch (error) {
    // The hint of the error would name an upgrade otherwise.
    if (error instanceof MultipleHeadsError) throw new MultipleHeadsError({ ...error.facts, downwards: true });
    throw error;
  }
}
