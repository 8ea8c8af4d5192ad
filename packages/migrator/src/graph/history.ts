import type { Revision } from '../revision/revision.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** A range of history; an array stands for the current heads of a database; absent means `base` and `heads`. */
export interface HistoryRange {
  readonly base?: string | readonly string[] | undefined;
  readonly head?: string | readonly string[] | undefined;
}

/** The revisions of a range (both ends included), newest first. */
export function history(_graph: RevisionGraph, _range: HistoryRange = {}): readonly Revision[] {
  throw new Error('under construction');
}
