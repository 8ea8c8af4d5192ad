import { type LinearExtension, shuffledOrder, slicesInTurn } from '../../graph/order/linear-extension.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';

/** An order in which all revisions can be applied. */
export interface HistoryOrder {
  /** `plan` is that of `upgrade`; `shuffled 7` is by chance, from the seed 7. */
  readonly name: string;
  readonly nodes: LinearExtension;
}

/** How many random orders are tried. */
const SHUFFLED = 3;

/**
 * The orders that a whole history is tried in: that of `upgrade`, each slice as early and as late as the graph allows,
 * and some by chance from a seed. Those that are the same are tried once.
 */
export function historyOrders(graph: RevisionGraph, seed: number): readonly HistoryOrder[] {
  const labels = [...new Set(graph.revisions.map(({ slice }) => slice))].sort();
  const orders: readonly HistoryOrder[] = [
    { name: 'plan', nodes: Int32Array.from(graph.index.order) },
    { name: 'slices early', nodes: slicesInTurn(graph, labels) },
    { name: 'slices late', nodes: slicesInTurn(graph, labels.toReversed()) },
    ...Array.from({ length: SHUFFLED }, (_, index) => ({
      name: `shuffled ${seed + index}`,
      nodes: shuffledOrder(graph, seed + index),
    })),
  ];
  const seen = new Set<string>();
  return orders.filter(({ nodes }) => {
    const key = nodes.join();
    return seen.size < seen.add(key).size;
  });
}
