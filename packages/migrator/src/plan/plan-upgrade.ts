import { RangeNotAllowedError } from '../errors/graph/range-errors.ts';
import { collectUpgrade } from '../graph/order/collect-upgrade.ts';
import { overlapping } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { upgradeTargets } from '../graph/symbols/upgrade-target.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';

/**
 * What `upgrade <target>` would run. `current` are the heads of the applied set (ids); `target` one symbol or several
 * (`heads`,
 * `events@head`, `+1`, an id …). Of several targets, those that another one needs anyway are left out. Empty when all
 * is applied already. Throws a `SymbolError`, `MultipleHeadsError`, `OverlapError` or `RangeNotAllowedError`.
 */
export function planUpgrade(
  graph: RevisionGraph,
  current: readonly string[],
  target: string | readonly string[],
): Plan {
  const targets = typeof target === 'string' ? [target] : target;
  for (const symbol of targets) if (symbol.includes(':')) throw new RangeNotAllowedError({ given: symbol });
  const upper = targets.length === 1 ? targets[0] : withoutCovered(graph, current, targets);
  const { marks } = collectUpgrade(graph, {
    upper,
    lower: current,
    inclusive: false,
    implicitBase: true,
    stopAtEnd: false,
  });
  return makePlan(graph, current, marks, 'upgrade');
}

function withoutCovered(
  graph: RevisionGraph,
  current: readonly string[],
  targets: readonly string[],
): readonly string[] {
  const nodes = [...new Set(targets.flatMap((target) => upgradeTargets(graph, current, target, false)))];
  const covered = new Set(overlapping(graph.index.down, nodes));
  return graph.ids(nodes.filter((node) => !covered.has(node)));
}
