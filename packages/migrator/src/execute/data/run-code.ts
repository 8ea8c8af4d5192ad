import { MigratorError } from '../../errors/migrator-error.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { RevisionRunner, RevisionSession } from '../../ports/database/revision-runner.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import { attemptSteps } from '../batches/attempt-steps.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import type { DataRevisionRunner } from '../run-request.ts';
import { logFailure } from '../statement/fail-step.ts';
import { codeFailure } from '../statement/failure-errors.ts';

/** Who runs the code of data revisions, and what tells the code that the run is to stop. */
export interface CodeRunner {
  readonly run: DataRevisionRunner;
  readonly signal: AbortSignal;
  /** Aborted when another runner took over: the code may write nothing more. */
  readonly leaseLost: AbortSignal;
}

type CodeDatabase = Pick<RevisionRunner, 'applyWork'> &
  Pick<DatabaseObserver, 'findBlockers'> &
  Pick<StateWriter, 'appendLog'>;

/** Runs a data revision in one transaction. */
export function runCode(run: Running<CodeDatabase>, prepared: PreparedStep, code: CodeRunner): Promise<void> {
  const { held } = run;
  return attemptSteps(run, [prepared], async (_steps, units, _avoid, onUnit) => {
    const unit = units[0];
    if (unit === undefined) return { kind: 'done' };
    const failure = await guarded(run, prepared, unit.attemptId, () =>
      held.database.applyWork(held.lease, unit, workOf(run, prepared, code)),
    );
    if (failure !== undefined) return { kind: 'failed', committed: 0, failure };
    onUnit(0);
    return { kind: 'done' };
  });
}

/** The code of a data revision as the database calls it. */
export function workOf(
  { control, progress }: Pick<Running<unknown>, 'control' | 'progress'>,
  prepared: PreparedStep,
  { run, signal, leaseLost }: CodeRunner,
): (session: RevisionSession) => Promise<void> {
  return (session) =>
    run({
      revision: prepared.revision,
      direction: prepared.direction,
      session,
      signal,
      leaseLost,
      // In a transaction the fence before its commit is enough.
      before: async () => (prepared.manner === 'half-run-code' ? control.proveLease() : undefined),
      log: (line) => progress.emit({ type: 'log', line: cleanText(prepared, line), ...progress.place(prepared) }),
    });
}

/** Gives what the code throws a type, and a row in the log. */
export async function guarded<Result>(
  { held, control }: Pick<Running<Pick<StateWriter, 'appendLog'>>, 'held' | 'control'>,
  prepared: PreparedStep,
  attemptId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (control.isLeaseLost) throw error instanceof LeaseLostError ? error : new LeaseLostError(control.facts());
    if (control.stopped && !(error instanceof InterruptedError)) throw control.interrupted();
    if (error instanceof MigratorError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    await logFailure(held, prepared, { message }, attemptId);
    throw codeFailure(control, prepared, error);
  }
}
