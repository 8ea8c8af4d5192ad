import { DuplicateAppliedRowError } from '../errors/plan-errors.ts';
import { at } from '../graph/at.ts';
import { nodesOfSymbol } from '../graph/nodes-of-symbol.ts';
import type { Marks } from '../graph/reach.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Direction } from '../revision/revision.ts';
import { HeadTracker } from './head-tracker.ts';
import type { Plan, PlanStep } from './plan.ts';

/**
 * Puts a set of revisions into the order of all plans and follows the heads. `current` are the rows of the database; a row that is
 * there twice throws `DuplicateAppliedRowError` as soon as a step would change it.
 */
export function makePlan(graph: RevisionGraph, current: readonly string[], marks: Marks, direction: Direction): Plan {
  const rows = nodesOfSymbol(graph, current);
  const twice = duplicates(rows);
  const tracker = new HeadTracker(graph, rows);
  const headsBefore = graph.ids(tracker.heads());
  const steps: PlanStep[] = [];
  for (const node of inOrder(graph, marks, direction)) {
    const change = direction === 'upgrade' ? tracker.apply(node) : tracker.undo(node);
    for (const head of change.removed) {
      if (twice.has(head)) throw new DuplicateAppliedRowError(graph.revisionAt(head).id);
    }
    steps.push({
      revision: graph.revisionAt(node),
      direction,
      headsAdded: graph.ids(change.added),
      headsRemoved: graph.ids(change.removed),
    });
  }
  return { direction, steps, headsBefore, heads: graph.ids(tracker.heads()) };
}

/** The nodes of a set in the one order of all plans; for a downgrade backwards. */
function* inOrder(graph: RevisionGraph, marks: Marks, direction: Direction): Generator<number> {
  const { order } = graph.index;
  for (let i = 0; i < order.length; i++) {
    const node = at(order, direction === 'upgrade' ? i : order.length - 1 - i);
    if (marks[node] === 1) yield node;
  }
}

export function duplicates(nodes: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>();
  return new Set(nodes.filter((node) => seen.size === seen.add(node).size));
}
