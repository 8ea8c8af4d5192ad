import { placeOf } from '../errors/files/revision-place.ts';
import { InsertedBelowAppliedError, UnknownAppliedRevisionError } from '../errors/graph/applied-set-errors.ts';
import { DraftsAppliedError } from '../errors/plan/dev-errors.ts';
import type { Adjacency } from '../graph/structure/adjacency.ts';
import { type Marks, reach } from '../graph/structure/reach.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import { isDraftId } from '../revision/draft-id.ts';
import type { AppliedRevision } from '../state/applied-revision.ts';

/** What a plan looks at in an applied revision. */
type AppliedLinks = Pick<AppliedRevision, 'revision' | 'parents' | 'dependencies'>;

/**
 * Which revisions are applied, compared with the files. Plans are made only when `unknown` and `insertedBelow` are
 * empty.
 */
export interface AppliedIds {
  /** Heads of the applied revisions that the files know: slice, then id. Pass them as `current` to the plans. */
  readonly heads: readonly string[];
  /** Applied ids that no file has, sorted. */
  readonly unknown: readonly string[];
  /**
   * Revisions that an applied one needs (parent or dependency, at any distance) and that are not applied, oldest first.
   */
  readonly insertedBelow: readonly string[];
}

export interface AppliedState extends AppliedIds {
  /**
   * Applied revisions whose file names other parents or dependencies than when it was applied. They are reported, and
   * do not prevent a plan.
   */
  readonly relinked: readonly string[];
}

/**
 * Compares the rows of the database with the graph of the files. Alembic stores heads only and takes everything below
 * them as applied; here a revision is applied when it has a row. Never throws: broken states are described, not hidden.
 */
export function compareApplied(graph: RevisionGraph, applied: Iterable<AppliedLinks>): AppliedState {
  const rows = [...applied];
  const state = compareAppliedIds(
    graph,
    rows.map((row) => row.revision),
  );
  return { ...state, relinked: relinkedRows(graph, rows) };
}

/** As `compareApplied`, from ids alone. */
export function compareAppliedIds(graph: RevisionGraph, applied: readonly string[]): AppliedIds {
  const { nodeOf, down } = graph.index;
  const marks = new Uint8Array(graph.size);
  const known: number[] = [];
  const unknown = new Set<string>();
  applied.forEach((id) => {
    const node = nodeOf.get(id);
    if (node === undefined) unknown.add(id);
    else if (marks[node] === 0) {
      marks[node] = 1;
      known.push(node);
    }
  });
  const { offsets, targets } = down;
  const belowApplied = new Uint8Array(graph.size);
  const missing: number[] = [];
  known.forEach((node) => {
    for (let i = offsets[node] ?? 0, end = offsets[node + 1] ?? 0; i < end; i++) {
      const below = targets[i] ?? 0;
      belowApplied[below] = 1;
      if (marks[below] === 0) missing.push(below);
    }
  });
  const heads = known.filter((node) => belowApplied[node] === 0).sort((a, b) => a - b);
  return {
    heads: graph.ids(heads),
    unknown: [...unknown].sort(),
    insertedBelow: missing.length === 0 ? [] : notApplied(graph, marks, missing),
  };
}

/** Those of the nodes and of all below them that are not applied, oldest first. */
function notApplied(graph: RevisionGraph, applied: Marks, nodes: readonly number[]): readonly string[] {
  const below = reach(graph.index.down, nodes);
  return graph.ids(graph.index.order.filter((node) => below[node] === 1 && applied[node] === 0));
}

function relinkedRows(graph: RevisionGraph, rows: readonly AppliedLinks[]): string[] {
  const { nodeOf, parents, dependencies } = graph.index;
  const relinked = new Set<string>();
  for (const row of rows) {
    const node = nodeOf.get(row.revision);
    if (node === undefined) continue;
    if (!sameRow(graph, parents, node, row.parents) || !sameRow(graph, dependencies, node, row.dependencies))
      relinked.add(row.revision);
  }
  return [...relinked].sort();
}

/** Whether the neighbours of a node are exactly `ids`, in any order. */
function sameRow(graph: RevisionGraph, { offsets, targets }: Adjacency, node: number, ids: readonly string[]): boolean {
  const start = offsets[node] ?? 0;
  const end = offsets[node + 1] ?? 0;
  if (end - start !== ids.length) return false;
  for (let i = start; i < end; i++) if (!ids.includes(graph.revisionAt(targets[i] ?? 0).id)) return false;
  return true;
}

/**
 * Refuses to plan on a database that has drafts of `migrate dev`, about which only that command knows. Throws a
 * `DraftsAppliedError`.
 *
 * @param applied ids of applied revisions, with or without files
 */
export function refuseDrafts(applied: readonly string[]): void {
  const drafts = applied.filter(isDraftId);
  if (drafts.length > 0) throw new DraftsAppliedError({ drafts });
}

/**
 * Throws `DraftsAppliedError`, `UnknownAppliedRevisionError` or `InsertedBelowAppliedError` (with the exact repair)
 * when no safe plan can be made.
 */
export function assertPlannable(graph: RevisionGraph, state: AppliedState): void {
  refuseDrafts(state.unknown);
  if (state.unknown.length > 0) throw new UnknownAppliedRevisionError({ revisions: state.unknown });
  if (state.insertedBelow.length > 0) {
    throw new InsertedBelowAppliedError({ places: state.insertedBelow.map((id) => placeOf(graph.require(id))) });
  }
}
