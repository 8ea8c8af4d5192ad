import { RangeNotAllowedError } from '../errors/plan-errors.ts';
import { collectDowngrade } from '../graph/collect-downgrade.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/**
 * What `downgrade <target>` would run: everything applied above the target and everything that depends on it, newest first. `current`
 * are the heads of the applied set. `-N` counts from the first of them. Throws a `SymbolError`, `MultipleHeadsError`,
 * `RangeNotAncestorError` (the target is not applied), `InvalidDowngradeTargetError` or `RangeNotAllowedError`.
 */
export function planDowngrade(graph: RevisionGraph, current: readonly string[], target: string): Plan {
  if (target.includes(':')) throw new RangeNotAllowedError(target);
  const { marks } = collectDowngrade(graph, {
    upper: current,
    lower: target,
    inclusive: false,
    implicitBase: false,
    stopAtEnd: false,
  });
  return makePlan(graph, current, marks, 'downgrade');
}
