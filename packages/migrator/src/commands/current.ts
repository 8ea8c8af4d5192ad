import { compareApplied } from '../plan/applied-state.ts';
import { upToDate } from '../plan/current.ts';
import type { DatabaseTarget } from '../ports.ts';
import type { DatabaseContext } from './context.ts';
import { knownSlice } from './known-slice.ts';
import { type RevisionSummary, summarize } from './revision-summary.ts';

export interface CurrentEntry extends RevisionSummary {
  /** Whether it is also a head of the files. */
  readonly head: boolean;
  readonly appliedAt: string;
  readonly appliedBy: string;
}

export interface CurrentResult {
  readonly database: DatabaseTarget;
  readonly current: readonly CurrentEntry[];
  /** Applied revisions that no file has. */
  readonly unknown: readonly string[];
  /** Whether everything that the files have is applied. */
  readonly upToDate: boolean;
}

/** Where the database stands: the heads of what is applied, of all slices or of one. */
export async function current(
  context: DatabaseContext,
  options: { readonly slice?: string | undefined } = {},
): Promise<CurrentResult> {
  const slice = knownSlice(context.workspace, options.slice);
  const graph = context.graph();
  const database = await context.database();
  const { applied } = await database.readState();
  const state = compareApplied(graph, applied);
  const rows = new Map(applied.map((row) => [row.revision, row]));
  return {
    database: database.target,
    current: state.heads
      .map((id) => graph.require(id))
      .filter((revision) => slice === undefined || revision.slice === slice)
      .map((revision) => ({
        ...summarize(revision),
        head: graph.isHead(revision.id),
        appliedAt: rows.get(revision.id)?.appliedAt ?? '',
        appliedBy: rows.get(revision.id)?.appliedBy ?? '',
      })),
    unknown: state.unknown,
    upToDate: state.unknown.length === 0 && state.insertedBelow.length === 0 && upToDate(graph, state.heads),
  };
}
