import { ConnectionLostError } from '../../errors/database/connection-errors.ts';
import { placeOf } from '../../errors/files/revision-place.ts';
import { OutcomeUnknownError } from '../../errors/run/statement-errors.ts';
import type { HalfRunStore } from '../../ports/database/half-run-store.ts';
import type { Limits } from '../../ports/database/limits.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { redactSql, shortenSql } from '../../sql/redact-sql.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import { cleanText } from '../clean-text.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { Running } from '../run/running.ts';
import { type FailedRun, stepFailure } from '../statement/failure-errors.ts';

type Settling = Pick<Running<Pick<HalfRunStore, 'catalogTruth' | 'runAlone'>>, 'held' | 'control' | 'progress'>;

/** How often to look whether another session has finished. */
const pollMs = 500;

/**
 * Asks the catalog what happened to a statement that was cut short, and removes what it left half-done. `done`: it had
 * its whole effect. `not-run`: nothing of it is left. Throws `OutcomeUnknownError` when the catalog cannot tell.
 */
export async function settleStatement(
  run: Settling,
  prepared: PreparedStep,
  sql: string,
  number: number,
  limits: Limits,
): Promise<'done' | 'not-run'> {
  const { held, control, progress } = run;
  const { kind, command } = readStatement(sql);
  for (let cleaned = 0; ; ) {
    control.throwIfStopped();
    const truth = await held.database.catalogTruth(kind);
    switch (truth.state) {
      case 'done':
      case 'not-run':
        return truth.state;
      case 'in-progress':
        await control.pause(pollMs);
        break;
      case 'half':
        // Each round removes something; what cannot be removed in a few rounds needs eyes.
        if (cleaned >= 5) throw unknown(control, prepared, sql, number);
        cleaned += 1;
        progress.emit({ type: 'cleaning-up', statement: number + 1, what: truth.what, ...progress.place(prepared) });
        await cleanUp(run, prepared, truth.cleanup, number, limits);
        break;
      case 'unknown':
        if (command === 'create' || command === 'drop') return 'not-run';
        throw unknown(control, prepared, sql, number);
    }
  }
}

async function cleanUp(
  run: Settling,
  prepared: PreparedStep,
  statements: readonly string[],
  number: number,
  limits: Limits,
): Promise<void> {
  for (const sql of statements) {
    await run.control.proveLease();
    const failure = await run.held.database.runAlone({ sql, offset: 0, line: 1, column: 1 }, limits);
    if (failure === undefined) continue;
    if (failure.connectionLost) throw new ConnectionLostError({ said: cleanText(prepared, failure.message) });
    throw stepFailure(run.control, prepared, withPrefix(failure, sql), number);
  }
}

function withPrefix({ position: _, ...failure }: ServerFailure, sql: string): ServerFailure {
  return { ...failure, message: `cleaning up with \`${sql}\`: ${failure.message}` };
}

function unknown(
  run: Pick<FailedRun, 'facts'>,
  prepared: PreparedStep,
  sql: string,
  number: number,
): OutcomeUnknownError {
  const { revision } = prepared;
  const line = prepared.statements[number]?.line;
  return new OutcomeUnknownError({
    ...placeOf(revision),
    ...(line === undefined ? {} : { line }),
    statement: shortenSql(redactSql(sql)),
    ...run.facts(),
  });
}
