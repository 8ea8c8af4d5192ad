import { placeOf } from '../errors/files/revision-place.ts';
import { DuplicateAppliedRowError, OverlapError } from '../errors/graph/applied-set-errors.ts';
import { NotARevisionError } from '../errors/graph/not-a-revision-error.ts';
import { RangeNotAllowedError } from '../errors/graph/range-errors.ts';
import { newestFirst } from '../graph/order/iterate.ts';
import { reach } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { filterForLineage } from '../graph/symbols/head-symbols.ts';
import { resolveCurrent, resolveNodes } from '../graph/symbols/resolve-nodes.ts';
import { NOTHING } from '../graph/symbols/walk.ts';
import type { Revision } from '../revision/revision.ts';
import { HeadTracker } from './head-tracker.ts';
import { duplicates } from './make-plan.ts';

/** What `stamp` would write: no revision runs, only the record of what is applied changes. */
export interface StampPlan {
  readonly direction: 'stamp';
  readonly headsBefore: readonly string[];
  readonly heads: readonly string[];
  /** Forget every row first, also those that no file knows; `headsBefore` is empty then. */
  readonly purge: boolean;
  /** Revisions to record as applied, parents first. */
  readonly added: readonly Revision[];
  /** Revisions to forget, children first. */
  readonly removed: readonly Revision[];
}

/**
 * Plans `stamp <targets>`: the current heads in the lineage of a target (dependencies count) are replaced by the
 * targets, other lines stay. `base` and `label@base` forget the whole line. Unlike Alembic, which computes every target
 * against the rows at the start, several targets on one line give the right heads. With `purge` nothing is current.
 * Throws a `SymbolError`, `RangeNotAllowedError` for a range,
 * `OverlapError` or `DuplicateAppliedRowError`.
 */
export function planStamp(
  graph: RevisionGraph,
  current: readonly string[],
  targets: readonly string[],
  options: { readonly purge?: boolean } = {},
): StampPlan {
  const purge = options.purge ?? false;
  const rows = purge ? [] : resolveCurrent(graph, current);
  const symbols = targets.length === 0 ? ['base'] : targets;
  for (const symbol of symbols) {
    if (symbol.includes(':')) throw new RangeNotAllowedError({ given: symbol });
    if (/(?:^|@)[+-]\d+$/.test(symbol)) throw new NotARevisionError({ symbol, problem: 'steps' });
  }
  const inLineage = new Set(symbols.flatMap((symbol) => filterForLineage(graph, rows, symbol, { dependencies: true })));
  const named = resolveNodes(graph, symbols);
  if (named.some((node) => node < 0 && node !== NOTHING))
    throw new NotARevisionError({ symbol: symbols.join(' '), problem: 'no-revision' });
  const wanted = named.filter((node) => node !== NOTHING);
  const forgets = wanted.length < named.length || named.length === 0;
  const moves = wanted.some((node) => !inLineage.has(node) && movesRows(graph, node, inLineage));
  const replaced = forgets || moves ? inLineage : new Set<number>();
  refuseDuplicates(graph, rows, replaced);
  const next = [...rows.filter((row) => !replaced.has(row)), ...wanted];
  return stampPlan(graph, rows, next, purge);
}

/**
 * Is a target above or below rows of its lineage, so that it takes their place? Throws `OverlapError` when it is both.
 */
function movesRows(graph: RevisionGraph, target: number, rows: ReadonlySet<number>): boolean {
  if (rows.size === 0) return false;
  const above = reach(graph.index.dependents, [target]);
  const below = reach(graph.index.down, [target]);
  const higher = [...rows].filter((row) => above[row] === 1);
  const lower = [...rows].filter((row) => below[row] === 1);
  if (higher.length > 0 && lower.length > 0) {
    throw new OverlapError({ places: lower.map((row) => placeOf(graph.revisionAt(row))), role: 'current' });
  }
  return higher.length + lower.length > 0;
}

function refuseDuplicates(graph: RevisionGraph, rows: readonly number[], replaced: ReadonlySet<number>): void {
  for (const row of duplicates(rows)) {
    if (replaced.has(row)) throw new DuplicateAppliedRowError({ revision: graph.revisionAt(row).id });
  }
}

function stampPlan(graph: RevisionGraph, rows: readonly number[], next: readonly number[], purge: boolean): StampPlan {
  const before = reach(graph.index.down, rows);
  const after = reach(graph.index.down, next);
  const onlyIn = (one: Uint8Array, other: Uint8Array): Revision[] =>
    newestFirst(
      graph,
      one.map((mark, node) => (other[node] === 1 ? 0 : mark)),
    ).map((node) => graph.revisionAt(node));
  return {
    direction: 'stamp',
    headsBefore: new HeadTracker(graph, rows).heads(),
    heads: new HeadTracker(graph, next).heads(),
    purge,
    added: onlyIn(after, before).reverse(),
    removed: onlyIn(before, after),
  };
}
