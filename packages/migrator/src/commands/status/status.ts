import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { compareApplied } from '../../plan/applied-state.ts';
import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { AppliedRevision } from '../../state/applied-revision.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { HalfRunState } from '../../state/half-run-state.ts';
import type { LeaseHolder } from '../../state/lease.ts';
import { appliedFindings } from '../shared/applied-findings.ts';
import { type BatchStatus, batchStatus } from '../shared/batch-status.ts';
import type { Finding } from '../shared/finding.ts';
import { severalHeads, severalHeadsFinding } from '../shared/heads/several-heads.ts';
import { knownSlice, onlySlice } from '../shared/known-slice.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import { shownHalfRuns } from '../shared/shown-half-runs.ts';
import type { Workbench } from '../shared/workbench.ts';
import { type LastFailure, lastFailure } from './last-failure.ts';

export interface SliceStatus {
  readonly slice: string;
  /** Number of revisions that the files have. */
  readonly revisions: number;
  readonly applied: number;
  /** Heads of what is applied of this slice. */
  readonly current: readonly string[];
  readonly heads: readonly string[];
  /** What is not applied, in the order in which it would run. */
  readonly pending: readonly RevisionSummary[];
}

export interface StatusResult {
  readonly database: DatabaseTarget;
  /** False when nothing was ever applied. */
  readonly initialized: boolean;
  /** Everything is applied and nothing is wrong. */
  readonly upToDate: boolean;
  readonly slices: readonly SliceStatus[];
  /** Revisions that were begun outside a transaction and not finished. */
  readonly halfRuns: readonly HalfRunState[];
  /** How far batches of rows came: those of half runs, and those in the background. */
  readonly batches: readonly BatchStatus[];
  readonly findings: readonly Finding[];
  /** How the last run ended, when it did not succeed. */
  readonly lastFailure: LastFailure | null;
  /** Who works on the database at this moment. */
  readonly holder: LeaseHolder | null;
}

export interface StatusOptions {
  readonly slice?: string | undefined;
}

/** The state of a database in one screen: what is applied, pending, wrong, and who works on it. Changes nothing. */
export async function status(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database' | 'history'>,
  options: StatusOptions = {},
): Promise<StatusResult> {
  knownSlice(bench.workspace, options.slice);
  const database = await bench.database();
  return await statusOf(bench, database, await database.readState(), options);
}

/** The same from a state that was just read. */
export async function statusOf(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'history'>,
  database: Pick<MigrationDatabase, 'target' | 'readBackfills' | 'readLog'>,
  state: DatabaseState,
  options: StatusOptions = {},
): Promise<StatusResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const slices = bench.workspace.slices
    .filter(({ label }) => slice === undefined || label === slice)
    .map(({ label }) => sliceStatus(graph, state.applied, label));
  const several = (await severalHeads(bench, graph, onlySlice(slice))).map(severalHeadsFinding);
  const findings = [...several, ...appliedFindings(bench.workspace, graph, state)].filter(
    (finding) => slice === undefined || finding.slice === null || finding.slice === slice,
  );
  const isOpen = state.halfRuns.length > 0 || state.background !== undefined;
  return {
    database: database.target,
    initialized: state.initialized,
    upToDate: findings.length === 0 && !isOpen && slices.every(({ pending }) => pending.length === 0),
    slices,
    halfRuns: shownHalfRuns(state.halfRuns),
    batches: isOpen ? (await database.readBackfills()).map(batchStatus) : [],
    findings,
    lastFailure: await lastFailure(database, state.holder),
    holder: activeHolder(state),
  };
}

function sliceStatus(graph: RevisionGraph, applied: readonly AppliedRevision[], slice: string): SliceStatus {
  const ids = new Set(applied.map(({ revision }) => revision));
  const own = graph.ordered.filter((revision) => revision.slice === slice);
  // The files say which slice a revision belongs to: the slice may have had another name when it was applied.
  const mine = new Set(own.map(({ id }) => id));
  const here = applied.filter(({ revision }) => mine.has(revision));
  return {
    slice,
    revisions: own.length,
    applied: here.length,
    current: compareApplied(
      graph,
      // Only this slice's rows, so that its heads are found even where other slices continue from them.
      here,
    ).heads,
    heads: graph.headsOfSlice(slice),
    pending: own.filter(({ id }) => !ids.has(id)).map(summarize),
  };
}

function activeHolder({ holder }: DatabaseState): LeaseHolder | null {
  return holder ?? null;
}
