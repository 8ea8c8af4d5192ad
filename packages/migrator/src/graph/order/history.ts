import type { Revision } from '../../revision/revision.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import type { Symbols } from '../symbols/resolve-nodes.ts';
import { iterate } from './iterate.ts';

/**
 * A range of history; an array means the current heads of a database; absent or empty means `base` and `heads`.
 */
export interface HistoryRange {
  readonly base?: string | readonly string[] | undefined;
  readonly head?: string | readonly string[] | undefined;
}

/** The revisions of a range (both ends included), newest first. */
export function history(graph: RevisionGraph, range: HistoryRange = {}): readonly Revision[] {
  const end = (symbols: Symbols, otherwise: string): Symbols =>
    symbols === undefined || symbols.length === 0 ? otherwise : symbols;
  return iterate(graph, {
    upper: end(range.head, 'heads'),
    lower: end(range.base, 'base'),
    inclusive: true,
    stopAtEnd: true,
  });
}
