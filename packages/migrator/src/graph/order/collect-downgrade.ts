import { placeOf } from '../../errors/files/revision-place.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { InvalidDowngradeTargetError, RangeNotAncestorError } from '../../errors/graph/range-errors.ts';
import { NotInBranchError } from '../../errors/graph/unknown-name-errors.ts';
import { at } from '../structure/at.ts';
import { reach } from '../structure/reach.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { downgradeTarget } from '../symbols/downgrade-target.ts';
import { identifyBranch } from '../symbols/identify-name.ts';
import { lineageOf } from '../symbols/lineage-of.ts';
import { resolveNodes } from '../symbols/resolve-nodes.ts';
import { NOTHING } from '../symbols/walk.ts';
import { type Collected, describeSymbols, type Ends } from './between.ts';

/**
 * What a downgrade from `upper` (current) to `lower` (target) has to undo. Alembic's `_collect_downgrade_revisions`.
 */
export function collectDowngrade(graph: RevisionGraph, ends: Ends): Collected {
  const { down, dependents } = graph.index;
  const target = downgradeTarget(graph, ends.upper, ends.lower, ends.stopAtEnd);
  const roots = limitToBranch(
    graph,
    rootsAbove(graph, target.node, ends.inclusive),
    target.label,
    describeSymbols(ends.lower),
  );
  const current = resolveNodes(graph, ends.upper);
  if (current.some((node) => node < 0))
    throw new NotARevisionError({ symbol: describeSymbols(ends.upper), problem: 'no-revision' });
  const marks = reach(dependents, roots);
  const applied = reach(down, current);
  const belowRoots = ends.implicitBase ? reach(down, roots) : undefined;
  let count = 0;
  for (let node = 0; node < marks.length; node++) {
    const wanted = at(marks, node) === 1 || (belowRoots !== undefined && belowRoots[node] === 0);
    marks[node] = wanted && applied[node] === 1 ? 1 : 0;
    count += at(marks, node);
  }
  if (target.node !== NOTHING && count === 0 && !current.includes(target.node)) {
    throw new RangeNotAncestorError({ lower: describeSymbols(ends.lower), upper: describeSymbols(ends.upper) });
  }
  if (target.label !== undefined && count > 0) refuseForeignBranch(graph, target.label, target.node);
  return { marks, from: current, mayHaveHoles: false };
}

/**
 * Nothing is undone for a label whose line the target is not on. Alembic looks at the label only where branches split
 * above the target, so that `billing@u1` may undo revisions of users (and a misspelt `evnts@base` everything).
 */
function refuseForeignBranch(graph: RevisionGraph, label: string, node: number): void {
  const branch = identifyBranch(graph, label);
  if (node !== NOTHING && lineageOf(graph, [branch])[node] === 0) {
    throw new NotInBranchError({ label, ...placeOf(graph.revisionAt(node)) });
  }
}

/** The oldest revisions to undo: the bases, the target's children, or (inclusive) the target itself. */
function rootsAbove(graph: RevisionGraph, target: number, inclusive: boolean): readonly number[] {
  if (target === NOTHING) return graph.bases.map((id) => graph.node(id));
  return inclusive ? [target] : graph.index.children.row(target);
}

/** Where there are several ways up from the target, takes those that lead to the label's revision. */
function limitToBranch(
  graph: RevisionGraph,
  roots: readonly number[],
  label: string | undefined,
  target: string,
): readonly number[] {
  if (label === undefined || roots.length <= 1) return roots;
  const line = reach(graph.index.parents, [identifyBranch(graph, label)]);
  const kept = roots.filter((node) => line[node] === 1);
  if (kept.length > 0) return kept;
  throw new InvalidDowngradeTargetError({
    target,
    candidates: roots.map((node) => placeOf(graph.revisionAt(node))),
  });
}
