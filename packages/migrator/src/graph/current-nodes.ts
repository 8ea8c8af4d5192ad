import { NotARevisionError } from '../errors/symbol-errors.ts';
import { nodesOfSymbol } from './nodes-of-symbol.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** The nodes of the current revisions of a database. Throws `UnknownRevisionError` …, and `NotARevisionError` for what is none. */
export function currentNodes(graph: RevisionGraph, current: readonly string[]): number[] {
  const nodes = nodesOfSymbol(graph, current);
  if (nodes.some((node) => node < 0))
    throw new NotARevisionError(current.join(' '), 'a current revision is named by its id');
  return nodes;
}
