import { RangeNotAncestorError } from '../../errors/graph/range-errors.ts';
import type { Revision } from '../../revision/revision.ts';
import { intAt } from '../structure/at.ts';
import { normalizedDown } from '../structure/normalized-down.ts';
import type { Marks } from '../structure/reach.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import type { Symbols } from '../symbols/resolve-nodes.ts';
import { type Collected, describeSymbols, type Ends } from './between.ts';
import { collectDowngrade } from './collect-downgrade.ts';
import { collectUpgrade } from './collect-upgrade.ts';

/** What to iterate over; see `Ends`. */
export interface IterateRequest {
  readonly upper: Symbols;
  readonly lower: Symbols;
  readonly inclusive?: boolean;
  readonly implicitBase?: boolean;
  readonly stopAtEnd?: boolean;
  /** Read the ends as a downgrade does: `upper` is what is applied, `lower` the target. */
  readonly forDowngrade?: boolean;
}

/**
 * The revisions between two ends, newest first. Throws as the plans do, and `RangeNotAncestorError` for a set with
 * holes.
 */
export function iterate(graph: RevisionGraph, request: IterateRequest): readonly Revision[] {
  const ends: Ends = {
    upper: request.upper,
    lower: request.lower,
    inclusive: request.inclusive ?? false,
    implicitBase: request.implicitBase ?? false,
    stopAtEnd: request.stopAtEnd ?? false,
  };
  const collected = request.forDowngrade === true ? collectDowngrade(graph, ends) : collectUpgrade(graph, ends);
  const nodes = newestFirst(graph, collected.marks);
  if (collected.mayHaveHoles) refuseHoles(graph, collected, nodes.length, ends);
  return nodes.map((node) => graph.revisionAt(node));
}

/** The nodes of a set in the order of all plans, backwards. */
export function newestFirst(graph: RevisionGraph, marks: Marks): number[] {
  const { order } = graph.index;
  const nodes: number[] = [];
  for (let i = order.length - 1; i >= 0; i--) if (marks[intAt(order, i)] === 1) nodes.push(intAt(order, i));
  return nodes;
}

/** Every revision of the set must be reached from the newest ones without leaving the set. */
function refuseHoles(graph: RevisionGraph, { marks, from }: Collected, count: number, ends: Ends): void {
  const seen = new Uint8Array(marks.length);
  const todo = from.filter((node) => marks[node] === 1);
  let reached = 0;
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (seen[node] === 1) continue;
    seen[node] = 1;
    reached++;
    for (const below of normalizedDown(graph.index, node)) if (marks[below] === 1) todo.push(below);
  }
  if (reached < count)
    throw new RangeNotAncestorError({ lower: describeSymbols(ends.lower), upper: describeSymbols(ends.upper) });
}
