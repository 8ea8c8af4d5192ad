import { expect, test } from 'vitest';
import { errorText } from '../../../../src/cli/text/error/error-text.ts';
import { failureText } from '../../../../src/cli/text/error/failure-text.ts';
import { StatementFailedError } from '../../../../src/errors/run/statement-errors.ts';

const failure = {
  revision: 'e1',
  slice: 'events',
  file: 'events.sql',
  direction: 'upgrade',
  line: 8,
  column: 1,
  said: 'it is violated',
  sqlState: '23514',
  statement: 'alter table events\n  add check (id > 0)',
  statementNumber: 2,
  statements: 3,
  detail: 'Failing row contains (-1).',
  manner: 'transaction',
  doneStatements: 1,
  runs: 'upgrade heads',
  runId: 'r1',
  heads: ['c1', 'd1'],
  slices: { c1: 'common' },
  ran: ['d1'],
} as const;

test('says which statement, what was undone and where the database is', () => {
  const error = new StatementFailedError(failure);
  expect(errorText(error, 80)).toBe(
    [
      'events.sql:8:1: it is violated (23514)',
      '    statement 2 of 3: alter table events',
      '        add check (id > 0)',
      '    detail: Failing row contains (-1).',
      '    rolled back: revision e1 as a whole',
      '    the database is at: common c1, d1; 1 revision of this run is committed',
    ].join('\n'),
  );
  expect(error.message).toBe('events.sql:8:1: it is violated (23514)');
  expect(error.hint).toBe('Correct it and run the same command again: it continues with this revision.');
});

test.each([
  [{ manner: 'code', doneStatements: 0 }, 'revision e1 as a whole'],
  [{ manner: 'half-run', doneStatements: 0 }, 'this statement'],
  [{ manner: 'half-run', doneStatements: 1 }, 'this statement; the one before it is done and stays'],
  [{ manner: 'half-run', doneStatements: 4 }, 'this statement; the 4 before it are done and stay'],
  [{ manner: 'half-run-code', doneStatements: 0 }, 'the statement that failed; what the code committed before stays'],
] as const)('a failure in %o undoes %s', (how, rolledBack) => {
  expect(new StatementFailedError({ ...failure, ...how }).facts.rolledBack).toBe(rolledBack);
});

test('facts that are not there make no lines', () => {
  expect(failureText('it failed', { heads: [] })).toBe('it failed\n    the database is at: base');
  expect(failureText('it failed', {})).toBe('it failed');
});
