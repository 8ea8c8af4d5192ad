import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { type Branches, legsOf } from './branches.ts';
import type { Trial } from './trials.ts';

/** One way of applying the branches, with a name for people. */
export interface Order {
  readonly name: string;
  readonly legs: readonly (readonly string[])[];
  /** The heads in this order; absent for the order of a new database. */
  readonly heads?: readonly string[];
}

/**
 * Each order of the trial, and that of plans, in which a new database gets them; one of those with the same steps.
 */
export function ordersOf(graph: RevisionGraph, trial: Trial, branches: Branches): readonly Order[] {
  const named = trial.orders.map((heads) => ({
    name: heads.join(', then '),
    legs: legsOf(graph, branches, heads),
    heads,
  }));
  const all: readonly Order[] = [...named, { name: 'the order of a new database', legs: [branches.above] }];
  const first = new Map<string, Order>();
  for (const order of all) {
    const key = order.legs.flat().join();
    if (!first.has(key)) first.set(key, order);
  }
  return [...first.values()];
}
