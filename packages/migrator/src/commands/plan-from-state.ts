import type { RevisionGraph } from '../graph/revision-graph.ts';
import { assertPlannable, compareApplied } from '../plan/applied-state.ts';
import type { DatabaseState } from '../ports.ts';

/**
 * The heads from which a plan starts. Throws when the database holds revisions that no file has, or when a file was put below an
 * applied revision: no plan is safe then.
 */
export function plannableHeads(graph: RevisionGraph, state: DatabaseState): readonly string[] {
  const applied = compareApplied(graph, state.applied);
  assertPlannable(graph, applied);
  return applied.heads;
}
