import { placeOf } from '../../errors/files/revision-place.ts';
import { OverlapError } from '../../errors/graph/applied-set-errors.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { RangeNotAncestorError } from '../../errors/graph/range-errors.ts';
import type { Adjacency } from '../structure/adjacency.ts';
import { type Marks, overlapping, reach } from '../structure/reach.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { downgradeTarget } from '../symbols/downgrade-target.ts';
import { splitSymbol } from '../symbols/parse-symbol.ts';
import { resolveNode, resolveNodes } from '../symbols/resolve-nodes.ts';
import { upgradeTargets } from '../symbols/upgrade-target.ts';
import { NOTHING } from '../symbols/walk.ts';
import { type Collected, describeSymbols, type Ends } from './between.ts';

/** What an upgrade from `lower` (current) to `upper` (target) has to apply. Alembic's `_collect_upgrade_revisions`. */
export function collectUpgrade(graph: RevisionGraph, ends: Ends): Collected {
  const { upper, lower } = ends;
  const { down } = graph.index;
  const targets = limitToBranch(graph, upgradeTargets(graph, lower, upper, ends.stopAtEnd), lower);
  refuseOverlap(graph, down, targets, 'target');
  const required = covers(targets, down.untargeted()) ? new Uint8Array(graph.size).fill(1) : reach(down, targets);
  const named = resolveNodes(graph, lower);
  if (!ends.implicitBase && named.some((node) => node !== NOTHING && required[node] !== 1)) {
    throw new RangeNotAncestorError({ lower: describeSymbols(lower), upper: describeSymbols(upper) });
  }
  const current = named[0] === NOTHING ? relativeLower(graph, ends) : named;
  refuseOverlap(
    graph,
    down,
    current.filter((node) => node >= 0),
    'current',
  );
  if (current.some((node) => node < 0)) {
    throw new NotARevisionError({ symbol: describeSymbols(lower), problem: 'no-revision' });
  }
  const marks = current.length === 0 ? required : without(required, reach(down, current));
  if (ends.inclusive) for (const node of current) marks[node] = 1;
  if (current.length > 0 && !ends.implicitBase) {
    const { children } = graph.index;
    refuseOverlap(graph, children, current, 'current');
    keepOnly(marks, reach(children, current));
  }
  return { marks, from: targets, mayHaveHoles: current.length > 0 && (ends.inclusive || !ends.implicitBase) };
}

/** Whether all heads are among the targets, so that everything is required. */
function covers(targets: readonly number[], heads: readonly number[]): boolean {
  if (targets.length < heads.length) return false;
  const named = new Set(targets);
  return heads.every((head) => named.has(head));
}

/** A lower end `events@…` keeps the targets that carry the label. */
function limitToBranch(graph: RevisionGraph, targets: readonly number[], lower: Ends['lower']): readonly number[] {
  if (typeof lower !== 'string' || !lower.includes('@')) return targets;
  const label = splitSymbol(lower).label ?? '';
  const branch = resolveNode(graph, label);
  let name = label;
  if (branch !== NOTHING && graph.revisionAt(branch).id === label) {
    const labels = graph.labels(label);
    if (labels.length !== 1 || labels[0] === undefined) {
      throw new NotARevisionError({ symbol: lower, problem: 'labels', revision: label, labels });
    }
    name = labels[0];
  }
  return targets.filter((node) => graph.effectiveLabels.has(node, name));
}

/** A lower end `-N` that goes past base from the heads counts from the upper end instead. */
function relativeLower(graph: RevisionGraph, ends: Ends): readonly number[] {
  const { node } = downgradeTarget(graph, ends.upper, ends.lower, ends.stopAtEnd);
  return node === NOTHING ? [] : [node];
}

function refuseOverlap(
  graph: RevisionGraph,
  edges: Adjacency,
  nodes: readonly number[],
  role: 'current' | 'target',
): void {
  if (nodes.length < 2) return;
  const covered = overlapping(edges, nodes);
  if (covered.length > 0)
    throw new OverlapError({ places: covered.map((node) => placeOf(graph.revisionAt(node))), role });
}

function without(marks: Marks, taken: Marks): Marks {
  for (let node = 0; node < marks.length; node++) if (taken[node] === 1) marks[node] = 0;
  return marks;
}

function keepOnly(marks: Marks, wanted: Marks): void {
  for (let node = 0; node < marks.length; node++) if (wanted[node] === 0) marks[node] = 0;
}
