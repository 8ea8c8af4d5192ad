import { DuplicateAppliedRowError } from '../errors/graph/applied-set-errors.ts';
import type { Marks } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { resolveCurrent } from '../graph/symbols/resolve-nodes.ts';
import type { Direction } from '../revision/revision.ts';
import { HeadTracker } from './head-tracker.ts';
import type { Plan } from './plan.ts';

/**
 * Puts a set of revisions into the order of all plans and follows the heads. `current` are the rows of the database; a
 * row that is there twice throws `DuplicateAppliedRowError` as soon as a step would change it. `order`: another order
 * of all revisions that the graph allows.
 */
export function makePlan(
  graph: RevisionGraph,
  current: readonly string[],
  marks: Marks,
  direction: Direction,
  order?: Int32Array,
): Plan {
  const rows = resolveCurrent(graph, current);
  const twice = new Set(graph.ids([...duplicates(rows)]));
  const tracker = new HeadTracker(graph, rows);
  const headsBefore = rows.length === 0 ? [] : tracker.heads();
  const steps = tracker.run(marks, direction, order);
  if (twice.size > 0) for (const step of steps) refuseDuplicates(step.headsRemoved, twice);
  return { direction, steps, headsBefore, heads: tracker.heads() };
}

function refuseDuplicates(removed: readonly string[], twice: ReadonlySet<string>): void {
  for (const id of removed) if (twice.has(id)) throw new DuplicateAppliedRowError({ revision: id });
}

/** The nodes that are there more than once. */
export function duplicates(nodes: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>();
  return new Set(nodes.filter((node) => seen.size === seen.add(node).size));
}
