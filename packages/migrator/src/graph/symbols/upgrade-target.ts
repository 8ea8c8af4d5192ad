import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { AmbiguousUpgradeError, RelativeOutOfRangeError } from '../../errors/graph/walk-errors.ts';
import { isMigratorError } from '../../errors/is-migrator-error.ts';
import { normalizedDown } from '../structure/normalized-down.ts';
import { reach } from '../structure/reach.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { headNames } from './head-names.ts';
import { filterForLineage } from './head-symbols.ts';
import { isWholeName } from './identify-name.ts';
import { parseRelative, type RelativeSymbol } from './parse-symbol.ts';
import { resolveCurrent, resolveNode, resolveNodes, type Symbols } from './resolve-nodes.ts';
import { NOTHING, walk } from './walk.ts';

/**
 * The nodes that an upgrade (or the upper end of a range) should reach. `+N` counts from `current`, `label@+N` from
 * what is applied of that lineage. Throws a `SymbolError` when a relative symbol does not end at a revision.
 */
export function upgradeTargets(graph: RevisionGraph, current: Symbols, target: Symbols, stopAtEnd: boolean): number[] {
  const relative = typeof target === 'string' ? parseRelative(target, (name) => isWholeName(graph, name)) : undefined;
  const nodes =
    relative === undefined
      ? resolveNodes(graph, target)
      : [relativeTarget(graph, current, relative, { symbol: String(target), stopAtEnd })];
  for (const node of nodes) {
    if (node < 0) throw new NotARevisionError({ symbol: String(target), problem: 'no-revision' });
  }
  return nodes;
}

interface Context {
  readonly symbol: string;
  readonly stopAtEnd: boolean;
}

function relativeTarget(graph: RevisionGraph, current: Symbols, relative: RelativeSymbol, context: Context): number {
  const { label, name, steps } = relative;
  const { stopAtEnd } = context;
  if (name !== undefined) {
    const start = resolveNode(graph, steps > 0 || label === undefined ? name : `${label}@${name}`);
    return walk(graph, start, steps, { label: steps > 0 ? label : undefined, stopAtEnd });
  }
  if (steps <= 0) throw new RelativeOutOfRangeError({ symbol: context.symbol, problem: 'upgrade-goes-up' });
  const end = walk(graph, startOfSteps(graph, current, relative, context.symbol), steps, { label, stopAtEnd });
  if (end === NOTHING) {
    throw new RelativeOutOfRangeError({ symbol: context.symbol, problem: 'too-few-above', steps });
  }
  return end;
}

/** Where `+N` or `label@+N` begins to count: the one current revision (of the lineage), or `NOTHING` for base. */
function startOfSteps(
  graph: RevisionGraph,
  current: Symbols,
  { label, steps }: Pick<RelativeSymbol, 'label' | 'steps'>,
  symbol: string,
): number {
  const rows = typeof current === 'string' ? [current] : (current ?? []);
  if (label === undefined) {
    if (rows.length > 1) {
      throw new AmbiguousUpgradeError({
        symbol,
        current: rows,
        named: headNames(graph, rows),
        instead: stepsOfSlices(graph, rows, steps),
      });
    }
    return rows[0] === undefined ? NOTHING : resolveNode(graph, rows[0]);
  }
  const applied = resolveCurrent(graph, rows);
  const direct = filterForLineage(graph, applied, label);
  const starts = direct.length > 0 ? direct : tipsOfLineage(graph, applied, label);
  if (starts.length > 1) {
    const current = graph.ids(starts);
    throw new AmbiguousUpgradeError({ symbol, current, named: headNames(graph, current) });
  }
  return starts[0] ?? NOTHING;
}

/**
 * `slice@+N` of the slices that the database is at, as far as it leads to one revision: a hint must not fail in turn.
 */
function stepsOfSlices(graph: RevisionGraph, current: readonly string[], steps: number): readonly string[] {
  // A row without a file is reported by another error.
  const slices = new Set(current.flatMap((id) => graph.get(id)?.slice ?? []));
  return [...slices]
    .map((slice) => `${slice}@+${steps}`)
    .filter((symbol) => {
      try {
        return upgradeTargets(graph, current, symbol, false).length === 1;
      } catch (error) {
        if (isMigratorError(error)) return false;
        throw error;
      }
    });
}

/** The tips of what is applied in the lineage of a label, when no current revision itself is in it. */
function tipsOfLineage(graph: RevisionGraph, applied: readonly number[], label: string): number[] {
  const marks = reach(graph.index.down, applied);
  const nodes = Array.from(marks.keys()).filter((node) => marks[node] === 1);
  const active = filterForLineage(graph, nodes, label);
  const below = new Set(active.flatMap((node) => normalizedDown(graph.index, node)));
  return active.filter((node) => !below.has(node));
}
