import { BatchesUntilError } from '../../../errors/batch/batch-errors.ts';
import { placeOf } from '../../../errors/files/revision-place.ts';
import type { BackfillStore } from '../../../ports/database/backfill-store.ts';
import type { RevisionAttempt } from '../../../ports/database/revision-runner.ts';
import type { BackfillState } from '../../../state/backfill-state.ts';
import type { PreparedStep } from '../../prepared-step.ts';
import type { Running } from '../../run/running.ts';
import { batchProgress } from '../batch-progress.ts';
import { ThrottleGate } from './throttle-gate.ts';

/** How often to look whether batches may continue. */
const POLL_MS = 1_000;

type Waiting = Running<Pick<BackfillStore, 'notePause' | 'readPressure'>>;

/** Makes what waits before a batch until it may run; `undefined` of a section without throttles never waits. */
export function gateOf({ held, control }: Waiting, { batch }: PreparedStep, table: string): ThrottleGate | undefined {
  if (batch === undefined || batch.throttles.length === 0) return undefined;
  return new ThrottleGate(batch.throttles, table, {
    readPressure: (request) => held.database.readPressure(request),
    hasFile: control.hasFile,
    now: () => control.ambient.now(),
  });
}

/**
 * Waits until batches may run, and tells and keeps why they do not. Throws `BatchesUntilError` at the end of the time
 * that the run has.
 */
export async function waitForCalm(
  { held, control, progress }: Waiting,
  prepared: PreparedStep,
  attempt: RevisionAttempt,
  gate: ThrottleGate | undefined,
  state: BackfillState,
): Promise<void> {
  const { database, lease } = held;
  const began = control.now();
  let told: string | undefined = state.pausedFor;
  for (;;) {
    if (control.until !== undefined && control.now() >= control.until.getTime()) {
      const { percent, keys, table } = batchProgress(state);
      throw new BatchesUntilError({ ...placeOf(prepared.revision), ...control.facts(), percent, keys, table });
    }
    const reason = await gate?.reason();
    if (reason !== told) await database.notePause(lease, attempt, reason);
    if (reason === undefined) {
      if (told === undefined) return;
      const place = progress.place(prepared);
      progress.emit({ type: 'batches-resumed', pausedMs: control.now() - began, ...batchProgress(state), ...place });
      return;
    }
    if (reason !== told) {
      const { pausedFor: _, ...now } = batchProgress(state);
      progress.emit({ type: 'batches-paused', ...now, pausedFor: reason, ...progress.place(prepared) });
    }
    told = reason;
    await control.pause(POLL_MS);
  }
}

/** The state when its batches run again. */
export function unpaused({ pausedFor: _for, pausedAt: _at, ...running }: BackfillState): BackfillState {
  return running;
}
