import { HalfRunEditedError } from '../../errors/run/execute-errors.ts';
import type { RevisionAttempt } from '../../ports/database/revision-runner.ts';
import { runsAlone, statementKind } from '../../sql/kind/statement-kind.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { guarded, workOf } from '../data/run-code.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Run } from '../run/run-progress.ts';
import { classifyFailure } from '../statement/classify-failure.ts';
import { failStep, logFailure } from '../statement/fail-step.ts';
import { LockTries } from '../statement/lock-tries.ts';
import { runStatementAlone } from './run-statement-alone.ts';
import { settleStatement } from './settle-statement.ts';
import { statementHash } from './statement-hash.ts';

/** Runs a `transaction=off` step to its end, from where the state says it stands. */
export async function runHalf(run: Run, prepared: PreparedStep, signal: AbortSignal): Promise<void> {
  const began = run.now();
  run.notices.at(prepared, undefined);
  run.emit({ type: 'revision-started', ...run.place(prepared) });
  await runFromState(run, prepared, signal);
  run.finished(prepared, run.now() - began);
}

function halfRun(run: Run, prepared: PreparedStep) {
  return run.state.halfRuns.find(({ revision }) => revision === prepared.revision.id);
}

async function runFromState(run: Run, prepared: PreparedStep, signal: AbortSignal): Promise<void> {
  const step: RevisionAttempt = { record: prepared.record, attemptId: run.newAttempt() };
  const half = halfRun(run, prepared);
  const done = [...(half?.doneStatements ?? [])];
  checkPrefix(run, prepared, done);
  await run.database.noteIntent(run.lease, step, undefined);
  if (prepared.manner === 'half-run-code') {
    const failure = await guarded(run, prepared, step.attemptId, () =>
      run.database.runWork(prepared.limits, workOf(run, prepared, signal)),
    );
    if (failure !== undefined) await failStep(run, prepared, step, failure, undefined);
  } else {
    if (half?.underWay !== undefined) await settleUnderWay(run, prepared, step, half.underWay, done);
    for (const [number, statement] of prepared.statements.entries()) {
      await runStatement(run, prepared, step, statement, number, number < done.length);
    }
  }
  await run.database.finishHalfRun(run.lease, step);
}

/** What is done must stand in the file as it was run; what comes after it may be edited. */
function checkPrefix(run: Run, prepared: PreparedStep, done: readonly string[]): void {
  const { revision, statements } = prepared;
  for (const [number, hash] of done.entries()) {
    const statement = statements[number];
    if (statement !== undefined && statementHash(statement.sql) === hash) continue;
    const place = statement === undefined ? revision.file : `${revision.file}:${statement.line}`;
    throw new HalfRunEditedError(`${place}: statement ${number + 1} was run already and is not as it was then`, {
      facts: {
        revision: revision.id,
        slice: revision.slice,
        file: revision.file,
        ...(statement === undefined ? {} : { line: statement.line }),
        statementNumber: number + 1,
        done: done.length,
        ...run.facts(),
      },
      hint: `Restore the first ${done.length} statements from git; only those after them may be edited. Or \`migrate repair forget ${revision.id} --reason "…"\` to begin again.`,
    });
  }
}

/** Settles the statement that was under way when the last try ended, by the text that it had then. */
async function settleUnderWay(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  sql: string,
  done: string[],
): Promise<void> {
  const number = done.length;
  const outcome = await settleStatement(run, prepared, sql, number, prepared.aloneLimits);
  if (outcome === 'not-run') return run.database.clearIntent(run.lease, step);
  await run.database.noteDone(run.lease, step, statementHash(sql));
  done.push(statementHash(sql));
  checkPrefix(run, prepared, done);
}

async function runStatement(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  statement: Statement,
  number: number,
  done: boolean,
): Promise<void> {
  const kind = statementKind(statement.sql);
  const place = run.place(prepared);
  run.throwIfStopped();
  run.notices.at(prepared, number);
  if (kind.kind === 'session-state') {
    // Settings live in the session: they are made again on the way to the statements that need them.
    const failure = await run.database.runAlone(statement, {});
    if (failure !== undefined) await failStep(run, prepared, step, failure, number);
    if (!done) await run.database.noteDone(run.lease, step, statementHash(statement.sql));
    return;
  }
  if (done) {
    run.emit({ type: 'statement-skipped', statement: number + 1, reason: 'done in an earlier try', ...place });
    return;
  }
  if (runsAlone(kind)) await runStatementAlone(run, prepared, step, statement, number);
  else await runChecked(run, prepared, step, statement, number);
  run.emit({ type: 'statement-done', statement: number + 1, statements: prepared.statements.length, ...place });
}

/** A statement that can share a transaction with its checkpoint. One that turns out to refuse transactions is run alone. */
async function runChecked(
  run: Run,
  prepared: PreparedStep,
  step: RevisionAttempt,
  statement: Statement,
  number: number,
): Promise<void> {
  const tries = new LockTries(run, { ...prepared, statements: [statement] });
  for (;;) {
    run.throwIfStopped();
    const limits = { ...prepared.limits, lockTimeoutMs: tries.lockTimeoutMs };
    const failure = await run.database.runChecked(run.lease, step, statement, statementHash(statement.sql), limits);
    if (failure === undefined) return;
    if (failure.sqlState === '25001' || failure.sqlState === '2D000') {
      return runStatementAlone(run, prepared, step, statement, number);
    }
    if (classifyFailure(failure) !== 'retry') await failStep(run, prepared, step, failure, number);
    await logFailure(run, prepared, failure, step.attemptId);
    await tries.failed(failure, number);
    await tries.waitForBlockers();
  }
}
