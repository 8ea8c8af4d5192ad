import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { AmbiguousDowngradeError, RelativeOutOfRangeError, WalkedTooFarError } from '../../errors/graph/walk-errors.ts';
import { appliedTips } from '../structure/applied-tips.ts';
import { at } from '../structure/at.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { headNames } from './head-names.ts';
import { filterForLineage } from './head-symbols.ts';
import { identifyBranch, identifyName, isWholeName } from './identify-name.ts';
import { parseRelative, type RelativeSymbol } from './parse-symbol.ts';
import { resolveCurrent, resolveNode, type Symbols } from './resolve-nodes.ts';
import { BASE, NOTHING, walk } from './walk.ts';

/** Where a downgrade goes back to. */
export interface DowngradeTarget {
  /** Limits the downgrade to this label's (or revision's) line where branches split above the target. */
  readonly label: string | undefined;
  /** The revision that stays; `NOTHING` for base. */
  readonly node: number;
}

/**
 * Reads the target of a downgrade; `-N` counts from the (first) current revision, `label@-N` from that of the lineage.
 */
export function downgradeTarget(
  graph: RevisionGraph,
  current: Symbols,
  target: Symbols,
  stopAtEnd: boolean,
): DowngradeTarget {
  if (target === undefined) return { label: undefined, node: NOTHING };
  if (typeof target !== 'string') throw new NotARevisionError({ symbol: target.join(' '), problem: 'list' });
  const relative = parseRelative(target, (name) => isWholeName(graph, name));
  if (relative !== undefined) {
    const found = relativeTarget(graph, current, relative, { symbol: target, stopAtEnd });
    return { label: found.label, node: found.node === BASE ? NOTHING : found.node };
  }
  const sign = target.lastIndexOf('@');
  const label = sign <= 0 ? undefined : target.slice(0, sign);
  const node = resolveNode(graph, target.slice(sign + 1));
  if (label !== undefined) identifyBranch(graph, label);
  return { label, node };
}

interface Context {
  readonly symbol: string;
  readonly stopAtEnd: boolean;
}

function relativeTarget(
  graph: RevisionGraph,
  current: Symbols,
  relative: RelativeSymbol,
  context: Context,
): DowngradeTarget {
  const { symbol, stopAtEnd } = context;
  const { name, steps, typed } = relative;
  if (!typed.startsWith('-') || steps === 0) {
    if (name === undefined) throw new RelativeOutOfRangeError({ symbol, problem: 'downgrade-goes-down' });
    const node = walk(graph, resolveNode(graph, name), steps, { label: relative.label, stopAtEnd });
    if (node === NOTHING) throw new WalkedTooFarError({ symbol });
    return { label: relative.label, node };
  }
  const start = name === undefined ? currentRevision(graph, current, relative.label, symbol) : name;
  const label = name === undefined ? (relative.label ?? start) : relative.label;
  const from = resolveNode(graph, label === undefined ? start : `${label}@${start}`);
  const node = walk(graph, from, steps, { stopAtEnd });
  if (node !== NOTHING) return { label, node };
  if (name !== undefined) throw new WalkedTooFarError({ symbol });
  throw new RelativeOutOfRangeError({ symbol, problem: 'too-few-below', steps: -steps });
}

/** The current revision that `-N` or `label@-N` counts from. */
function currentRevision(graph: RevisionGraph, current: Symbols, label: string | undefined, symbol: string): string {
  const rows = typeof current === 'string' ? [current] : (current ?? []);
  if (label === undefined) {
    if (rows[0] === undefined) throw new RelativeOutOfRangeError({ symbol, problem: 'nothing-applied' });
    return rows[0];
  }
  const named = rows.map((row) => identifyName(graph, row));
  const direct = filterForLineage(graph, named, label);
  const starts =
    direct.length > 0 ? direct : filterForLineage(graph, appliedTips(graph, resolveCurrent(graph, rows)), label);
  if (starts.length !== 1) {
    const current = graph.ids(starts);
    throw new AmbiguousDowngradeError({ symbol, current, named: headNames(graph, current) });
  }
  return graph.revisionAt(at(starts, 0)).id;
}
