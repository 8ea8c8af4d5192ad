import type { RevisionGraph } from '../graph/revision-graph.ts';
import type { Revision } from '../revision/revision.ts';

/** What `current` shows: the tips of every line of revisions within the applied set (ids of the rows given). */
export function allCurrent(_graph: RevisionGraph, _current: readonly string[]): readonly Revision[] {
  throw new Error('under construction');
}

/** Alembic's `current --check-heads`: are the rows exactly `heads`? False for good databases when a head is a dependency; prefer `upToDate`. */
export function checkHeads(_graph: RevisionGraph, _current: readonly string[]): boolean {
  throw new Error('under construction');
}

/** Are the rows exactly the effective heads: is everything applied? */
export function upToDate(_graph: RevisionGraph, _current: readonly string[]): boolean {
  throw new Error('under construction');
}
