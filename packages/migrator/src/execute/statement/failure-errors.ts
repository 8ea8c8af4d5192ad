import { placeOf } from '../../errors/files/revision-place.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { TransactionEndedError } from '../../errors/run/data-revision-escapes.ts';
import { InterruptedError } from '../../errors/run/interrupted-error.ts';
import { LeaseLostError } from '../../errors/run/lease-errors.ts';
import { LocksNotFreeError } from '../../errors/run/locks-error.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../errors/run/statement-errors.ts';
import type { Blocker } from '../../ports/database/database-observer.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { redactSql, shortenSql } from '../../sql/redact-sql.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { makesTemporary } from '../../sql/statement/makes-temporary.ts';
import { invisibleAt } from '../../sql/text/invisible-character.ts';
import { cleanText } from '../clean-text.ts';
import { describeThrown } from '../describe-thrown.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { RunControl } from '../run/run-control.ts';
import { classifyFailure } from './classify-failure.ts';

/** What errors need to know of the run. */
export type FailedRun = Pick<RunControl, 'facts' | 'isLeaseLost' | 'runs' | 'stopped'>;

/** The facts that all failures of a step share. */
function stepFacts(run: FailedRun, { revision, manner }: PreparedStep, doneStatements: number) {
  return { ...placeOf(revision), manner, doneStatements, ...run.facts() };
}

/** The command line of the run, without `migrate`. */
function commandOf(run: FailedRun): string {
  return run.runs.replace(/^migrate\s+/, '');
}

/**
 * The typed error for what the server said to a step, with the place in the file. `statement` is its number, 0-based,
 * when it was one of the file's.
 */
export function stepFailure(
  run: FailedRun,
  prepared: PreparedStep,
  failure: ServerFailure,
  statement: number | undefined,
): MigratorError {
  const kind = classifyFailure(failure);
  const facts = stepFacts(run, prepared, statement ?? 0);
  if (kind === 'lease-lost' || (kind === 'cancelled' && run.isLeaseLost)) return new LeaseLostError(run.facts());
  if (kind === 'cancelled' && run.stopped) return new InterruptedError({ during: 'revision', ...facts });
  if (failure.sqlState === 'BR004') return new TransactionEndedError(placeOf(prepared.revision));
  const found = statement === undefined ? undefined : prepared.statements[statement];
  // Class 42: the server did not understand a word, or found nothing of that name.
  const isWord = failure.sqlState?.startsWith('42') === true;
  const hidden = found === undefined || !isWord ? undefined : invisibleAt(found.sql, failure.position);
  const place =
    found === undefined ? undefined : (failure.place ?? positionOf(found, hidden?.offset ?? failure.position));
  const sql = found === undefined ? undefined : shortenSql(redactSql(found.sql));
  const clean = (text: string) => cleanText(prepared, text);
  const details = Object.fromEntries(
    Object.entries({ detail: failure.detail, serverHint: failure.hint, where: failure.where }).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, clean(text)]],
    ),
  );
  return new StatementFailedError({
    ...facts,
    direction: prepared.direction,
    ...place,
    ...(failure.codeAt === undefined ? {} : { at: failure.codeAt }),
    said: clean(failure.message),
    ...(sql === undefined
      ? {}
      : { statement: sql, statementNumber: (statement ?? 0) + 1, statements: prepared.statements.length }),
    ...(failure.sqlState === undefined ? {} : { sqlState: failure.sqlState }),
    ...details,
    ...(failure.position === undefined ? {} : { position: failure.position }),
    ...(hidden === undefined ? {} : { invisible: hidden.name }),
    runs: commandOf(run),
    ...(isOwnDoing(prepared.statements, statement) ? { ownDoing: true } : {}),
  });
}

/**
 * Whether what a statement makes can only be there by this revision, or by another one of this session: it is
 * temporary, or an earlier statement of the revision began with the same words up to the first parenthesis.
 */
function isOwnDoing(statements: readonly Statement[], failed: number | undefined): boolean {
  const found = failed === undefined ? undefined : statements[failed];
  if (found === undefined) return false;
  const before = statements.slice(0, failed);
  // An index may be on a temporary table that the revision made before.
  if ([...before, found].some(({ sql }) => makesTemporary(sql))) return true;
  return before.some(({ sql }) => beginning(sql) === beginning(found.sql));
}

function beginning(sql: string): string {
  const [head = ''] = sql.split('(');
  return head.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Line and column (1-based, UTF-16) of the error, otherwise of the statement. */
function positionOf(statement: Statement, position: number | undefined) {
  if (position === undefined) return { line: statement.line, column: statement.column };
  const before = statement.sql.slice(0, position);
  const breaks = before.split('\n');
  const last = breaks.at(-1) ?? '';
  return breaks.length === 1
    ? { line: statement.line, column: statement.column + last.length }
    : { line: statement.line + breaks.length - 1, column: last.length + 1 };
}

/** The code of a data revision threw something that the server did not say. */
export function codeFailure(
  run: FailedRun,
  prepared: PreparedStep,
  error: unknown,
  at?: string,
): DataRevisionFailedError {
  const facts = {
    ...stepFacts(run, prepared, 0),
    direction: prepared.direction,
    said: cleanText(prepared, describeThrown(error)),
    ...(at === undefined ? {} : { at }),
    runs: commandOf(run),
  };
  return new DataRevisionFailedError(facts, { cause: error });
}

/** The budget for locks is spent. */
export function locksNotFree(
  run: FailedRun,
  prepared: PreparedStep,
  tries: { readonly attempts: number; readonly waitedMs: number },
  blockers: readonly Blocker[],
): LocksNotFreeError {
  const named = blockers.map(({ query, ...blocker }) => ({
    ...blocker,
    ...(query === undefined ? {} : { query: redactSql(query) }),
  }));
  return new LocksNotFreeError({ ...stepFacts(run, prepared, 0), ...tries, blockers: named });
}
