import type { Revision } from '../revision/revision.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** Validates once and builds the graph; throws the typed error of the first fault (`inspectGraph` gives all of them). */
export function buildGraph(_revisions: Iterable<Revision>): RevisionGraph {
  throw new Error('under construction');
}
