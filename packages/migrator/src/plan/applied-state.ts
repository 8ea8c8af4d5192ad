import { InsertedBelowAppliedError, UnknownAppliedRevisionError } from '../errors/plan-errors.ts';
import { placeOf } from '../errors/revision-place.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { at } from '../graph/at.ts';
import { reach } from '../graph/reach.ts';
import type { RevisionGraph } from '../graph/revision-graph.ts';

/** What the database says of one applied revision; a row of `braid.applied` fits. */
export interface AppliedRow {
  readonly revision: string;
  readonly parents: readonly string[];
  readonly dependencies: readonly string[];
}

/** The applied set against the files. Plans are made only when `unknown` and `insertedBelow` are empty. */
export interface AppliedState {
  /** Heads of the applied revisions that the files know: slice, then id. Pass them as `current` to the plans. */
  readonly heads: readonly string[];
  /** Applied ids that no file has, sorted. */
  readonly unknown: readonly string[];
  /** Revisions that an applied one needs (parent or dependency, at any distance) and that are not applied, oldest first. */
  readonly insertedBelow: readonly string[];
  /** Applied revisions whose file names other parents or dependencies today than when it was applied; to be told, no obstacle. */
  readonly relinked: readonly string[];
}

/**
 * Compares the rows of the database with the graph of the files. Alembic stores heads only and takes everything below them as applied; here
 * a revision is applied when it has a row. Never throws: broken states are described, not hidden.
 */
export function compareApplied(graph: RevisionGraph, applied: Iterable<AppliedRow>): AppliedState {
  const { index } = graph;
  const { order, down } = index;
  const marks = new Uint8Array(graph.size);
  const known: number[] = [];
  const unknown = new Set<string>();
  const relinked: string[] = [];
  for (const row of applied) {
    const node = index.nodeOf.get(row.revision);
    if (node === undefined) unknown.add(row.revision);
    else if (marks[node] === 0) {
      marks[node] = 1;
      known.push(node);
      if (
        !sameRow(graph, index.parents, node, row.parents) ||
        !sameRow(graph, index.dependencies, node, row.dependencies)
      )
        relinked.push(row.revision);
    }
  }
  const needed = reach(down, known);
  const belowApplied = new Uint8Array(graph.size);
  known.forEach((node) => {
    for (let i = down.offsets[node] ?? 0, end = down.offsets[node + 1] ?? 0; i < end; i++) {
      belowApplied[down.targets[i] ?? 0] = 1;
    }
  });
  const heads = known.filter((node) => belowApplied[node] === 0).sort((a, b) => a - b);
  const missing = order.filter((node) => needed[node] === 1 && at(marks, node) === 0);
  return {
    heads: graph.ids(heads),
    unknown: [...unknown].sort(),
    insertedBelow: graph.ids(missing),
    relinked: relinked.sort(),
  };
}

/** Whether the neighbours of a node are exactly `ids`, in any order. */
function sameRow(graph: RevisionGraph, { offsets, targets }: Adjacency, node: number, ids: readonly string[]): boolean {
  const start = offsets[node] ?? 0;
  const end = offsets[node + 1] ?? 0;
  if (end - start !== ids.length) return false;
  for (let i = start; i < end; i++) if (!ids.includes(graph.revisionAt(targets[i] ?? 0).id)) return false;
  return true;
}

/** Throws `UnknownAppliedRevisionError` or `InsertedBelowAppliedError` (with the exact repair) when no safe plan can be made. */
export function assertPlannable(graph: RevisionGraph, state: AppliedState): void {
  if (state.unknown.length > 0) throw new UnknownAppliedRevisionError(state.unknown);
  if (state.insertedBelow.length > 0) {
    throw new InsertedBelowAppliedError(state.insertedBelow.map((id) => placeOf(graph.require(id))));
  }
}
