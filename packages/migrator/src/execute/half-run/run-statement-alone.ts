import { StatementFailedError } from '../../errors/run/execute-errors.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { statementKind } from '../../sql/kind/statement-kind.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep, logFailure } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { whileWatching } from '../statement/watch-blocked.ts';
import { settleStatement } from './settle-statement.ts';
import { rememberedSql, statementHash } from './statement-hash.ts';

/** How long removing what a failed statement left may wait for locks. */
const cleanupLockTimeoutMs = 30_000;

/** The name is taken already: whatever has it was not made by this statement. */
const nameTaken = new Set(['42P07', '42710', '42P04']);
/** The thing is there (CREATE) or gone (DROP): the end of a try whose answer never came. */
const alreadySo = new Set(['42P07', '42710', '42P04', '42704', '42P01', '3D000']);

/**
 * Runs a statement that PostgreSQL takes only alone: intent first, then the statement, then the checkpoint. After a failure what it left half-done is removed
 * (an invalid index, say) before it is tried again or given up; after a crash the intent tells the next run what to ask the catalog for.
 */
export async function runStatementAlone(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  statement: Statement,
  number: number,
): Promise<void> {
  const sql = rememberedSql(statement.sql);
  const before = run.state.halfRuns.find(({ revision }) => revision === prepared.revision.id)?.underWay;
  const tries = new LockTries(run, { ...prepared, statements: [statement] });
  for (let attempt = 0; ; attempt += 1) {
    run.throwIfStopped();
    await run.database.noteIntent(run.lease, step, sql);
    const failure = await whileWatching(run, prepared, () => run.database.runAlone(statement, prepared.aloneLimits));
    const repeated = attempt > 0 || before === sql;
    if (failure === undefined || (repeated && alreadySo.has(failure.sqlState ?? ''))) {
      return run.database.noteDone(run.lease, step, statementHash(statement.sql));
    }
    const kind = classifyFailure(failure);
    // The intent stays: the next try, of this run or another, settles it.
    if (kind === 'unknown-outcome' || (kind === 'cancelled' && run.request.stop.level !== undefined)) {
      return failStep(run, prepared, step, failure, number);
    }
    const settled = await settleFailed(run, prepared, step, sql, number, failure);
    if (settled === 'done') return run.database.noteDone(run.lease, step, statementHash(statement.sql));
    if (kind !== 'retry') return failStep(run, prepared, step, failure, number);
    await logFailure(run, prepared, failure, step.attemptId);
    await tries.failed(failure, number);
  }
}

/** Nothing of a failed statement may be left when it is repeated or given up; if it cannot be removed now, the intent stays and the next run does it. */
async function settleFailed(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  sql: string,
  number: number,
  failure: ServerFailure,
): Promise<'done' | 'not-run'> {
  const truth = await run.database.catalogTruth(statementKind(sql));
  const left = truth.state === 'half' || truth.state === 'in-progress';
  // The server said that it failed: what else the catalog shows was there before.
  if (nameTaken.has(failure.sqlState ?? '') || !left) {
    await run.database.clearIntent(run.lease, step);
    return 'not-run';
  }
  try {
    const limits = { ...prepared.aloneLimits, lockTimeoutMs: cleanupLockTimeoutMs };
    const settled = await settleStatement(run, prepared, sql, number, limits);
    if (settled === 'not-run') await run.database.clearIntent(run.lease, step);
    return settled;
  } catch (error) {
    if (error instanceof StatementFailedError) return failStep(run, prepared, step, failure, number);
    throw error;
  }
}
