import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { BatchOutcome, TransactionUnit } from '../../ports/database/revision-runner.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { logFailure } from '../statement/fail-step.ts';
import { stepFailure } from '../statement/failure-errors.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { slowStatements } from '../statement/slow-statements.ts';

/** What every step needs. */
type Attempting = Running<Pick<DatabaseObserver, 'findBlockers'> & Pick<StateWriter, 'appendLog'>>;

/** Sends steps; `avoid` says whether to hold back while a long transaction is in the way. */
export type Send = (
  steps: readonly PreparedStep[],
  units: readonly TransactionUnit[],
  avoid: boolean,
  onUnit: (index: number) => void,
) => Promise<BatchOutcome>;

/**
 * Runs steps that each have a transaction of their own, until all are committed. Every try is logged. Throws the typed
 * error of the first that cannot be, `ConnectionLostError` among them.
 */
export async function attemptSteps(run: Attempting, steps: readonly PreparedStep[], send: Send): Promise<void> {
  let next = 0;
  for (let prepared = steps[next]; prepared !== undefined; prepared = steps[next]) {
    next += await attemptFrom(run, steps.slice(next), prepared, send);
  }
}

/** Tries until the first of the steps is done (and perhaps more). The number of steps that are. */
async function attemptFrom(
  run: Attempting,
  steps: readonly PreparedStep[],
  first: PreparedStep,
  send: Send,
): Promise<number> {
  const tries = new LockTries(run, first);
  let avoid = true;
  for (;;) {
    run.control.throwIfStopped();
    const created = new Set<string>();
    const units = steps.map((step, index) => ({
      ...unitOf(step, run.control.newAttempt(), index === 0 ? tries.lockTimeoutMs : undefined),
      ...(run.control.isHeard ? { slow: slowStatements(step.statements, created) } : {}),
    }));
    const { outcome, committed } = await sendTracked(run, steps, units, avoid, send);
    if (outcome.kind === 'done') return steps.length;
    if (committed > 0 && outcome.kind === 'blocked') return committed;
    if (outcome.kind === 'blocked') {
      avoid = (await tries.waitForBlockers()) === 'free';
      continue;
    }
    const { failure, statement } = outcome;
    const failed = steps[committed] ?? first;
    const kind = classifyFailure(failure);
    // Which of the steps are committed is read from the database by the caller.
    if (kind === 'unknown-outcome') throw new ConnectionLostError({ said: cleanText(failed, failure.message) });
    await logFailure(run.held, failed, failure, units[committed]?.attemptId);
    // The later revision gets tries of its own.
    if (kind === 'retry' && committed > 0) return committed;
    if (kind !== 'retry') throw stepFailure(run.control, failed, failure, statement);
    await tries.failed(failure, statement);
    avoid = true;
  }
}

async function sendTracked(
  run: Pick<Running<unknown>, 'control' | 'notices' | 'progress'>,
  steps: readonly PreparedStep[],
  units: readonly TransactionUnit[],
  avoid: boolean,
  send: Send,
): Promise<{ readonly outcome: BatchOutcome; readonly committed: number }> {
  let committed = 0;
  const { control, notices, progress } = run;
  let began = control.now();
  const started = (index: number) => {
    const step = steps[index];
    if (step === undefined || !control.isHeard) return;
    notices.at(step, step.statements.length === 0 ? undefined : 0);
    progress.emit({ type: 'revision-started', ...progress.place(step) });
  };
  started(0);
  const outcome = await send(steps, units, avoid, (index) => {
    const step = steps[index];
    if (step === undefined) return;
    const now = control.now();
    progress.finished(step, now - began);
    began = now;
    committed = index + 1;
    started(committed);
  });
  return { outcome, committed };
}

function unitOf(prepared: PreparedStep, attemptId: string, lockTimeoutMs: number | undefined): TransactionUnit {
  return {
    record: prepared.record,
    attemptId,
    statements: prepared.statements,
    limits: lockTimeoutMs === undefined ? prepared.limits : { ...prepared.limits, lockTimeoutMs },
  };
}
