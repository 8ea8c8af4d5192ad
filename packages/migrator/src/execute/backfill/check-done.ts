import { type BatchFacts, BatchNotDoneError, BatchVerificationError } from '../../errors/batch/batch-errors.ts';
import type { BackfillStore, BatchKey } from '../../ports/database/backfill-store.ts';
import type { Limits } from '../../ports/database/limits.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import type { BackfillState } from '../../state/backfill-state.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { failStep } from '../statement/fail-step.ts';

type Checking = Pick<
  Running<Pick<BackfillStore, 'keysWithout' | 'readValue'> & Pick<StateWriter, 'appendLog'>>,
  'held' | 'control'
>;

/**
 * Asks the database what the marker promises of the rows, when the last batch is committed. Throws `BatchNotDoneError`
 * or `BatchVerificationError`, and what the server says about the condition or the query.
 */
export async function checkDone(
  run: Checking,
  prepared: PreparedStep,
  attemptId: string,
  key: BatchKey,
  state: BackfillState,
  facts: BatchFacts,
): Promise<void> {
  const { batch } = prepared;
  const { database } = run.held;
  const { statementTimeoutMs } = run.control.options;
  // The whole table is read, without a lock in anybody's way.
  const limits: Limits = { ...prepared.limits, statementTimeoutMs };
  const failed = (failure: ServerFailure) => failStep(run, prepared, attemptId, failure, undefined);
  if (batch?.done !== undefined) {
    const answer = await database.keysWithout(key, state, batch.done, limits);
    if ('failure' in answer) return await failed(withoutPosition(answer.failure, 'done'));
    const { keys } = answer;
    if (keys.length > 0) throw new BatchNotDoneError({ ...facts, condition: batch.done, keys });
  }
  if (batch?.verify === undefined) return;
  const { query, expected } = batch.verify;
  const answer = await database.readValue(query, limits);
  if ('failure' in answer) return await failed(withoutPosition(answer.failure, 'verify'));
  const { value: found } = answer;
  if (found !== expected) throw new BatchVerificationError({ ...facts, query, expected, found });
}

/** What is on the marker is not a statement of the section. */
function withoutPosition({ position: _, ...failure }: ServerFailure, option: 'done' | 'verify'): ServerFailure {
  return { ...failure, message: `${option}="…": ${failure.message}` };
}
