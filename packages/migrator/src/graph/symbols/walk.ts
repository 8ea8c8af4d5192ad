import { placeOf } from '../../errors/files/revision-place.ts';
import { NotARevisionError } from '../../errors/graph/not-a-revision-error.ts';
import { AmbiguousWalkError } from '../../errors/graph/walk-errors.ts';
import { at } from '../structure/at.ts';
import type { Marks } from '../structure/reach.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { lineageOfSymbol } from './head-symbols.ts';
import { heads } from './heads.ts';

/** Instead of a node: nothing is there (base as a start; past the end as a result). */
export const NOTHING = -1;
/** Instead of a node: a walk down ended exactly at base. */
export const BASE = -2;

export interface WalkOptions {
  /** Upwards: take only revisions in the lineage of this label. */
  readonly label?: string | undefined;
  /** Stay at the end instead of giving `NOTHING` when there are fewer steps. */
  readonly stopAtEnd?: boolean;
}

/**
 * Goes `steps` children up (positive) or parents down (negative) from a node; `NOTHING` starts below the bases (up) or
 * above the heads (down). Throws `AmbiguousWalkError` where there are several ways.
 */
export function walk(graph: RevisionGraph, start: number, steps: number, options: WalkOptions = {}): number {
  let here = start;
  // Found once, and only where there is a way to choose: a walk of many steps would look at the whole graph for each of
  // them.
  let lineage: Marks | undefined;
  const inLineage = (node: number): boolean => {
    lineage ??= lineageOfSymbol(graph, options.label ?? '') ?? new Uint8Array(graph.size).fill(1);
    return lineage[node] === 1;
  };
  for (let i = Math.abs(steps); i > 0; i--) {
    const ways =
      steps > 0 ? waysUp(graph, here, options.label === undefined ? undefined : inLineage) : waysDown(graph, here);
    if (ways.length === 0) return options.stopAtEnd === true ? here : NOTHING;
    if (ways.length > 1) {
      throw new AmbiguousWalkError({
        from: here < 0 ? null : placeOf(graph.revisionAt(here)),
        ways: ways.map((node) => placeOf(graph.revisionAt(node))),
        direction: steps > 0 ? 'up' : 'down',
      });
    }
    here = at(ways, 0);
  }
  return here;
}

function waysUp(
  graph: RevisionGraph,
  here: number,
  wanted: ((node: number) => boolean) | undefined,
): readonly number[] {
  if (here === BASE) throw new NotARevisionError({ symbol: 'base', problem: 'walk-from-base' });
  const ways = here === NOTHING ? graph.bases.map((id) => graph.node(id)) : graph.index.children.row(here);
  return wanted === undefined ? ways : ways.filter(wanted);
}

function waysDown(graph: RevisionGraph, here: number): readonly number[] {
  if (here === BASE) return [];
  const ways = here === NOTHING ? heads(graph) : graph.index.parents.row(here);
  return ways.length === 0 ? [BASE] : ways;
}
