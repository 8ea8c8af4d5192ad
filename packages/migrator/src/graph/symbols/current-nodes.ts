import { UnknownRevisionError } from '../../errors/graph/symbol-errors.ts';
import type { RevisionGraph } from '../structure/revision-graph.ts';
import { nodesOfSymbol } from './nodes-of-symbol.ts';

/** The nodes of the current revisions of a database. Throws `UnknownRevisionError` … also for steps (`-1`), which are no revision of a row. */
export function currentNodes(graph: RevisionGraph, current: readonly string[]): number[] {
  const nodes = nodesOfSymbol(graph, current);
  if (nodes.some((node) => node < 0)) throw new UnknownRevisionError(current.join(', '), []);
  return nodes;
}
