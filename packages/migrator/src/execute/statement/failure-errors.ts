import type { MigratorError } from '../../errors/migrator-error.ts';
import {
  DataRevisionFailedError,
  InterruptedError,
  LeaseLostError,
  LocksNotFreeError,
  StatementFailedError,
} from '../../errors/run/execute-errors.ts';
import type { Blocker } from '../../ports/database/database-observer.ts';
import type { ServerFailure } from '../../ports/database/server-failure.ts';
import { redactSql, shortenSql } from '../../sql/redact-sql.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { PreparedStep } from '../prepared-step.ts';
import type { RunControl } from '../run/run-control.ts';
import { classifyFailure } from './classify-failure.ts';

/** What errors need to know of the run. */
export type FailedRun = Pick<RunControl, 'facts' | 'runs' | 'stopped'>;

/** What is undone by the failure of a step. */
function rolledBack(prepared: PreparedStep, done: number): string {
  const { id } = prepared.revision;
  if (prepared.manner === 'transaction' || prepared.manner === 'code') return `revision ${id} as a whole`;
  return prepared.manner === 'half-run'
    ? `this statement${done === 0 ? '' : `; ${done === 1 ? 'the one before it is' : `the ${done} before it are`} done and ${done === 1 ? 'stays' : 'stay'}`}`
    : 'the statement that failed; what the code committed before stays';
}

function again(run: FailedRun): string {
  return `Correct it and run \`migrate ${run.runs.replace(/^migrate\s+/, '')}\` again: it goes on with this revision.`;
}

/** The typed error for what the server said to a step, with the place in the file. `statement` is its number, 0-based, when it was one of the file's. */
export function stepFailure(
  run: FailedRun,
  prepared: PreparedStep,
  failure: ServerFailure,
  statement: number | undefined,
): MigratorError {
  const kind = classifyFailure(failure);
  const { revision } = prepared;
  const facts = run.facts();
  if (kind === 'lease-lost') return new LeaseLostError({ ...facts, revision: revision.id });
  if (kind === 'cancelled' && run.stopped) {
    return new InterruptedError(
      `Stopped by a signal; ${revision.id} was cut short and rolled back: ${rolledBack(prepared, statement ?? 0)}`,
      {
        facts: { ...facts, revision: revision.id },
        hint: 'Run the same command again: it goes on from there.',
      },
    );
  }
  const found = statement === undefined ? undefined : prepared.statements[statement];
  const place = found === undefined ? undefined : placeOf(prepared, found, failure.position);
  const sql = found === undefined ? undefined : redactSql(shortenSql(found.sql));
  const secrets = found === undefined ? [] : secretsIn(found.sql);
  const clean = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, '***'), redactSql(text));
  const where = place === undefined ? revision.file : `${revision.file}:${place.line}:${place.column}`;
  const details = Object.fromEntries(
    Object.entries({ detail: failure.detail, serverHint: failure.hint, where: failure.where }).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, clean(text)]],
    ),
  );
  return new StatementFailedError(
    `${where}: ${clean(failure.message)}${failure.sqlState === undefined ? '' : ` (${failure.sqlState})`}`,
    {
      facts: {
        revision: revision.id,
        slice: revision.slice,
        file: revision.file,
        direction: prepared.direction,
        ...place,
        ...(sql === undefined
          ? {}
          : { statement: sql, statementNumber: (statement ?? 0) + 1, statements: prepared.statements.length }),
        ...(failure.sqlState === undefined ? {} : { sqlState: failure.sqlState }),
        ...details,
        ...(failure.position === undefined ? {} : { position: failure.position }),
        rolledBack: rolledBack(prepared, statement ?? 0),
        ...facts,
      },
      hint: hintFor(run, prepared, failure),
    },
  );
}

function hintFor(run: FailedRun, prepared: PreparedStep, failure: ServerFailure): string {
  if (failure.sqlState === '25001' || failure.sqlState === '2D000') {
    return 'This statement cannot run inside a transaction: write `transaction=off` on the section marker, best in a revision of its own.';
  }
  if (failure.sqlState === '53100') return `The server's disk is full: free space, then run the same command again.`;
  if (failure.sqlState === '57014') {
    return 'It ran longer than statement_timeout, or somebody cancelled it: raise `statement-timeout` on the section marker or with `--statement-timeout`.';
  }
  const already = /^42(P0[4567]|701|710|723)$/.test(failure.sqlState ?? '');
  if (already && prepared.direction === 'upgrade') {
    return `If the database had this before Braid, record the revision without running it: \`migrate stamp ${prepared.revision.id}\`; \`migrate check --db\` then tells whether the rest is as it says. Otherwise, ${again(run).replace('Correct', 'correct')}`;
  }
  return again(run);
}

/** The texts that `redactSql` blanks, to blank them in the server's answer too. */
function secretsIn(sql: string): readonly string[] {
  return [...sql.matchAll(/\bpassword\b[\s=:(]*E?'((?:[^'\\]|''|\\.)+)'/gi)]
    .map((match) => match[1] ?? '')
    .filter((text) => text !== '');
}

/** Line and column (1-based, UTF-16) of the error, else of the statement. */
function placeOf(prepared: PreparedStep, statement: Statement, position: number | undefined) {
  if (position === undefined) return { line: statement.line, column: statement.column };
  const before = prepared.file.text.slice(statement.offset, statement.offset + position);
  const breaks = before.split('\n');
  const last = breaks.at(-1) ?? '';
  return breaks.length === 1
    ? { line: statement.line, column: statement.column + last.length }
    : { line: statement.line + breaks.length - 1, column: last.length + 1 };
}

/** The code of a data revision threw something that the server did not say. */
export function codeFailure(run: FailedRun, prepared: PreparedStep, error: unknown): MigratorError {
  const { revision } = prepared;
  const said = redactSql(error instanceof Error ? error.message : String(error));
  return new DataRevisionFailedError(`${revision.file}: ${said}`, {
    facts: {
      revision: revision.id,
      slice: revision.slice,
      file: revision.file,
      direction: prepared.direction,
      rolledBack: rolledBack(prepared, 0),
      ...run.facts(),
    },
    hint: again(run),
    cause: error,
  });
}

/** The budget for locks is spent. */
export function locksNotFree(
  run: FailedRun,
  prepared: PreparedStep,
  tries: { readonly attempts: number; readonly waitedMs: number },
  blockers: readonly Blocker[],
): LocksNotFreeError {
  const { revision } = prepared;
  const names = blockers.map(
    ({ pid, relation, ageMs, query }) =>
      `process ${pid} (${Math.round(ageMs / 1000)} s old, holds ${relation}${query === undefined ? ', query hidden' : `: ${shortenSql(redactSql(query), 80)}`})`,
  );
  const hidden = blockers.some(({ query }) => query === undefined);
  return new LocksNotFreeError(
    `${revision.file}: the locks were not free within ${Math.round(tries.waitedMs / 1000)} s and ${tries.attempts} tries${names.length === 0 ? '' : `; in the way: ${names.join(', ')}`}`,
    {
      facts: {
        revision: revision.id,
        slice: revision.slice,
        file: revision.file,
        ...tries,
        blockers: blockers.map((blocker) => ({
          ...blocker,
          ...(blocker.query === undefined ? {} : { query: redactSql(blocker.query) }),
        })),
        rolledBack: rolledBack(prepared, 0),
        ...run.facts(),
      },
      hint: `End the transactions in the way (\`select pg_terminate_backend(<pid>)\`) or wait for a quieter hour, then run the same command again.${
        hidden ? ' To see their queries the role needs: grant pg_read_all_stats to <role>.' : ''
      }`,
    },
  );
}
