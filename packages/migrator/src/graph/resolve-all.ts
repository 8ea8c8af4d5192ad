import type { Revision } from '../revision/revision.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** All revisions that the symbols name (`heads`, `events@heads`, ids …), in that order; `base` adds nothing. */
export function resolveAll(_graph: RevisionGraph, _symbols: string | readonly string[]): readonly (Revision | null)[] {
  throw new Error('under construction');
}
