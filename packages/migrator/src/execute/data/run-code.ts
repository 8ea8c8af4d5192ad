import { MigratorError } from '../../errors/migrator-error.ts';
import { DataRevisionError } from '../../errors/run/data-revision-errors.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import type { DatabaseObserver } from '../../ports/database/database-observer.ts';
import type { RevisionRunner, RevisionSession } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import type { StateWriter } from '../../ports/database/state-writer.ts';
import { attemptSteps } from '../batches/attempt-steps.ts';
import { cleanText } from '../clean-text.ts';
import { describeThrown } from '../describe-thrown.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import type { DataRevisionRunner } from '../run-request.ts';
import { logFailure } from '../statement/fail-step.ts';
import { codeFailure } from '../statement/failure-errors.ts';
import type { BatchedCode, BatchedCodeRunner } from './batched-code.ts';

/** Who runs the code of data revisions, and what tells the code that the run is to stop. */
export interface CodeRunner {
  readonly run: DataRevisionRunner;
  readonly signal: AbortSignal;
  /** Aborted when another runner took over: the code may write nothing more. */
  readonly leaseLost: AbortSignal;
  readonly batched?: BatchedCodeRunner | undefined;
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
    const failure = await guarded(run, prepared, unit.attemptId, code, (work) =>
      held.database.applyWork(held.lease, unit, work),
    );
    if (failure !== undefined) return { kind: 'failed', committed: 0, failure };
    onUnit(0);
    return { kind: 'done' };
  });
}

/** The code of a data revision as the database calls it; `failedAt` is told where it failed. */
function workOf(
  { control, progress }: Pick<Running<unknown>, 'control' | 'progress'>,
  prepared: PreparedStep,
  { run, signal, leaseLost }: CodeRunner,
  failedAt: (place: string) => void,
): (session: RevisionSession) => Promise<void> {
  return (session) =>
    run({
      revision: prepared.revision,
      direction: prepared.direction,
      session,
      signal,
      leaseLost,
      transactional: prepared.manner !== 'half-run-code',
      quietMs: quietMs(prepared),
      failedAt,
      // In a transaction the fence before its commit is enough.
      before: async () => (prepared.manner === 'half-run-code' ? control.proveLease() : undefined),
      log: (line) => progress.emit({ type: 'log', line: cleanText(prepared, line), ...progress.place(prepared) }),
    });
}

/** Below the server's own limit, which would end the whole session, and look like a lost connection. */
export function quietMs({ manner, limits }: PreparedStep): number {
  const { idleInTransactionTimeoutMs: idle = 0, statementTimeoutMs: longest = 0 } = limits;
  return manner === 'code' || manner === 'steps' || manner === 'batched'
    ? Math.max(idle - 2_000, Math.round(idle * 0.9))
    : longest;
}

/** Has the database run the code. Gives what the code throws a type, and a row in the log. */
export async function guarded(
  run: Pick<Running<Pick<StateWriter, 'appendLog'>>, 'held' | 'control' | 'progress'>,
  prepared: PreparedStep,
  attemptId: string,
  code: CodeRunner,
  send: (work: (session: RevisionSession) => Promise<void>) => Promise<ServerFailure | undefined>,
): Promise<ServerFailure | undefined> {
  return await typed(run, prepared, attemptId, (failedAt) => send(workOf(run, prepared, code, failedAt)));
}

/**
 * Runs code that runs in batches, as `drive` has it. Gives what the code throws a type, and a row in the log.
 */
export async function inBatches(
  run: Pick<Running<Pick<StateWriter, 'appendLog'>>, 'held' | 'control' | 'progress'>,
  prepared: PreparedStep,
  attemptId: string,
  { batched, signal, leaseLost }: CodeRunner,
  drive: (code: BatchedCode, failedAt: () => string | undefined) => Promise<void>,
): Promise<void> {
  const { revision, direction, loaded } = prepared;
  if (batched === undefined || loaded === undefined) throw new RangeError('nothing runs code in batches here');
  const log = (line: string) =>
    run.progress.emit({ type: 'log', line: cleanText(prepared, line), ...run.progress.place(prepared) });
  let at: string | undefined;
  await typed(run, prepared, attemptId, async (tell) => {
    const failedAt = (place: string) => {
      at = place;
      tell(place);
    };
    const request = { revision, direction, checksum: loaded, signal, leaseLost, quietMs: quietMs(prepared) };
    await batched({ ...request, failedAt, log, drive: (loadedCode) => drive(loadedCode, () => at) });
    return undefined;
  });
}

async function typed(
  { held, control }: Pick<Running<Pick<StateWriter, 'appendLog'>>, 'held' | 'control'>,
  prepared: PreparedStep,
  attemptId: string,
  send: (failedAt: (place: string) => void) => Promise<ServerFailure | undefined>,
): Promise<ServerFailure | undefined> {
  let at: string | undefined;
  try {
    const failure = await send((place) => {
      at = place;
    });
    return failure === undefined || at === undefined ? failure : { ...failure, codeAt: at };
  } catch (error) {
    if (control.isLeaseLost) throw error instanceof LeaseLostError ? error : new LeaseLostError(control.facts());
    if (control.stopped && !(error instanceof InterruptedError)) throw control.interrupted();
    if (error instanceof MigratorError && !(error instanceof DataRevisionError)) throw error;
    await logFailure(held, prepared, { message: describeThrown(error) }, attemptId);
    if (error instanceof DataRevisionError) throw error;
    throw codeFailure(control, prepared, error, at);
  }
}
