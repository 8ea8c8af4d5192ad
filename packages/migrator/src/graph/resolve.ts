import type { Revision } from '../revision/revision.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** The single revision that a symbol names; `null` is base (nothing applied). Throws when it names several or none. */
export function resolve(_graph: RevisionGraph, _symbol: string): Revision | null {
  throw new Error('under construction');
}
