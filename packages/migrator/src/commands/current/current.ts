import { compareAppliedIds } from '../../plan/applied-state.ts';
import { upToDate } from '../../plan/current.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { AppliedGroup } from '../../state/applied-group.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface CurrentEntry extends RevisionSummary {
  /** Whether it is also a head of the files (of the slice's files with `slice`). */
  readonly head: boolean;
  readonly appliedAt: string;
  readonly appliedBy: string;
}

export interface CurrentResult {
  readonly database: DatabaseTarget;
  readonly current: readonly CurrentEntry[];
  /** Applied revisions without a file. */
  readonly unknown: readonly string[];
  /** Whether all revisions of the files are applied. */
  readonly upToDate: boolean;
}

/** The heads of the applied revisions, of all slices or of one. */
export async function current(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>,
  options: { readonly slice?: string | undefined } = {},
): Promise<CurrentResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const database = await bench.database();
  const applied = await database.readApplied();
  const state = compareAppliedIds(graph, idsOf(applied));
  // A slice's own heads, even where other slices continue from them (a merge, a dependency).
  const shown =
    slice === undefined
      ? state
      : compareAppliedIds(
          graph,
          idsOf(applied).filter((id) => graph.get(id)?.slice === slice),
        );
  const rows = rowsOf(applied, shown.heads);
  const heads = new Set(slice === undefined ? graph.heads : graph.headsOfSlice(slice));
  return {
    database: database.target,
    current: shown.heads
      .map((id) => graph.require(id))
      .map((revision) => ({
        ...summarize(revision),
        head: heads.has(revision.id),
        appliedAt: rows.get(revision.id)?.appliedAt ?? '',
        appliedBy: rows.get(revision.id)?.appliedBy ?? '',
      })),
    unknown: state.unknown,
    upToDate: state.unknown.length === 0 && state.insertedBelow.length === 0 && upToDate(graph, state.heads),
  };
}

function idsOf(applied: readonly AppliedGroup[]): readonly string[] {
  return applied.flatMap(({ revisions }) => revisions);
}

/** When and by whom some of the revisions were applied. */
function rowsOf(
  applied: readonly AppliedGroup[],
  ids: readonly string[],
): ReadonlyMap<string, { readonly appliedAt: string; readonly appliedBy: string }> {
  const wanted = new Set(ids);
  const rows = new Map<string, { readonly appliedAt: string; readonly appliedBy: string }>();
  for (const { revisions, appliedAt, appliedBy } of applied) {
    revisions.forEach((id, i) => {
      if (wanted.has(id)) rows.set(id, { appliedAt: appliedAt[i] ?? '', appliedBy });
    });
  }
  return rows;
}
