import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/execute-errors.ts';
import type { RevisionSession } from '../../ports/database/revision-runner.ts';
import { attemptSteps } from '../batches/attempt-steps.ts';
import type { PreparedStep } from '../prepared-step.ts';
import { interrupted, type Run } from '../run/run-progress.ts';
import { logFailure } from '../statement/fail-step.ts';
import { codeFailure } from '../statement/failure-errors.ts';

/** Runs a data revision in one transaction. */
export function runCode(run: Run, prepared: PreparedStep, signal: AbortSignal): Promise<void> {
  return attemptSteps(run, [prepared], async (_steps, units, _avoid, onUnit) => {
    const unit = units[0];
    if (unit === undefined) return { kind: 'done' };
    const failure = await guarded(run, prepared, unit.attemptId, () =>
      run.database.applyWork(run.lease, unit, workOf(run, prepared, signal)),
    );
    if (failure !== undefined) return { kind: 'failed', committed: 0, failure };
    onUnit(0);
    return { kind: 'done' };
  });
}

/** The code of a data revision as the database calls it. */
export function workOf(run: Run, prepared: PreparedStep, signal: AbortSignal) {
  return (session: RevisionSession) =>
    run.request.dataRunner({
      revision: prepared.revision,
      direction: prepared.direction,
      session,
      signal,
      log: (line) => run.emit({ type: 'log', line, ...run.place(prepared) }),
    });
}

/** Gives what the code throws a type, and a row in the log. */
export async function guarded<Result>(
  run: Run,
  prepared: PreparedStep,
  attemptId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (run.request.stop.level !== undefined && !(error instanceof InterruptedError)) {
      throw interrupted(run.facts(), run.ran.length, run.plan.steps.length);
    }
    if (error instanceof MigratorError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    await logFailure(run, prepared, { message }, attemptId);
    throw codeFailure(run, prepared, error);
  }
}
