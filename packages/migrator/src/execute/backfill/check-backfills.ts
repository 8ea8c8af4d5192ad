import { BatchEditedError } from '../../errors/batch/batch-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import { isStepMark } from '../half-run/step-mark.ts';
import type { PreparedStep } from '../prepared-step.ts';
import { isBatchMark } from './batch-mark.ts';

/**
 * A revision whose batches or steps have begun must not run in another way, because finished work would run again.
 * Throws `BatchEditedError`.
 */
export function checkBackfills(state: DatabaseState, steps: readonly PreparedStep[], runId: string): void {
  for (const { revision, doneStatements } of state.halfRuns) {
    const [first] = doneStatements;
    const step = steps.find((each) => each.revision.id === revision);
    if (first === undefined || step === undefined) continue;
    const [isBatches, isSteps] = [isBatchMark(first), isStepMark(first)];
    // Statements of SQL are compared one by one where they run.
    if (isBatches === (step.manner === 'batched') && isSteps === (step.manner === 'steps')) continue;
    const { direction, file } = step;
    const facts = { runId, ran: [], heads: [], direction, line: file[direction]?.line ?? 1, table: '' };
    throw new BatchEditedError({ ...placeOf(step.revision), ...facts });
  }
}
