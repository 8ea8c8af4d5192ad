import {
  BackgroundWithoutBatchesError,
  type BatchesUnfinished,
  BatchesUnfinishedError,
} from '../../errors/batch/background-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { BackfillStore, BackgroundStore } from '../../ports/database/backfill-store.ts';
import { demandsRows } from '../../sql/batch/demands-rows.ts';
import { nameParts } from '../../sql/names/name-parts.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import { batchProgress } from '../backfill/batch-progress.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';

/** Whether a step is only registered, and its batches are left to others. */
export function isDetached(
  { detach }: { readonly detach: boolean },
  { direction, revision }: Pick<PreparedStep, 'direction' | 'revision'>,
): boolean {
  return detach && direction === 'upgrade' && revision.background === true;
}

/** Throws `BackgroundWithoutBatchesError` for a step that may run in the background, and has nothing to run there. */
export function checkBackground(steps: readonly PreparedStep[]): void {
  const wrong = steps.find(({ revision, direction, manner }) => {
    return direction === 'upgrade' && revision.background === true && manner !== 'batched';
  });
  if (wrong !== undefined) throw new BackgroundWithoutBatchesError(placeOf(wrong.revision));
}

type Checking = Pick<
  Running<Pick<BackfillStore, 'readBackfills'> & Pick<BackgroundStore, 'wasCancelled'>>,
  'held' | 'control' | 'progress'
>;

/**
 * Throws `BatchesUnfinishedError` unless the batches that an upgrade requires to be finished are, whether its header or
 * its statements say so.
 */
export async function checkFinished(run: Checking, step: PreparedStep): Promise<void> {
  const { revision, direction, statements } = step;
  const { requiresFinished = [] } = revision;
  const tables = mayBeOpen(run) ? statements.flatMap(({ sql }) => demandsRows(sql) ?? []) : [];
  if (direction === 'downgrade' || (requiresFinished.length === 0 && tables.length === 0)) return;
  const { database } = run.held;
  const open = await database.readBackfills();
  const inTheWay = open.find(({ background, table }) => {
    return background !== undefined && tables.includes(nameParts(table).at(-1) ?? '');
  });
  if (inTheWay !== undefined) throw unfinished(run, step, inTheWay.revision, problemOf(inTheWay), inTheWay);
  const applied = new Set([
    ...run.progress.state.applied.map((row) => row.revision),
    ...run.progress.ran.map((step) => step.revision.id),
  ]);
  for (const requires of requiresFinished) {
    const state = open.find((each) => each.revision === requires);
    const problem = state === undefined ? await ended(database, requires, applied) : problemOf(state);
    if (problem === undefined) continue;
    throw unfinished(run, step, requires, problem, state);
  }
}

/** Whether batches may be in the background now. */
export function mayBeOpen({ progress, control }: Pick<Checking, 'progress' | 'control'>): boolean {
  return progress.state.background !== undefined || control.detach;
}

function unfinished(
  { control }: Pick<Checking, 'control'>,
  { revision }: PreparedStep,
  requires: string,
  problem: BatchesUnfinished['problem'],
  state: BackfillState | undefined,
): BatchesUnfinishedError {
  const percent = state === undefined ? null : batchProgress(state).percent;
  return new BatchesUnfinishedError({ ...placeOf(revision), ...control.facts(), requires, percent, problem });
}

function problemOf({ background }: BackfillState): 'running' | 'failed' | 'paused' {
  if (background?.failure !== undefined) return 'failed';
  return background?.wanted === 'pause' ? 'paused' : 'running';
}

async function ended(
  database: Pick<BackgroundStore, 'wasCancelled'>,
  requires: string,
  applied: ReadonlySet<string>,
): Promise<'cancelled' | 'not-applied' | undefined> {
  if (!applied.has(requires)) return 'not-applied';
  return (await database.wasCancelled(requires)) ? 'cancelled' : undefined;
}
