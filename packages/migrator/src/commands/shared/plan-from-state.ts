import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { assertPlannable, compareApplied } from '../../plan/applied-state.ts';
import type { DatabaseState } from '../../state/database-state.ts';

/**
 * The heads from which a plan starts, the one that was applied last first: `downgrade -1` counts from it, so that it
 * reverts what was done last (Alembic takes whichever row the database returns first). Throws when the database
 * holds revisions that no file has, or when a file was put below an applied revision: no plan is safe then.
 */
export function plannableHeads(graph: RevisionGraph, state: DatabaseState): readonly string[] {
  const applied = compareApplied(graph, state.applied);
  assertPlannable(graph, applied);
  const order = new Map(state.applied.map(({ revision }, index) => [revision, index]));
  return [...applied.heads].sort((a, b) => (order.get(b) ?? 0) - (order.get(a) ?? 0));
}
