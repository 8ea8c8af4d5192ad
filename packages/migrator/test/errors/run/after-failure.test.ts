import { expect, test } from 'vitest';
import { StatementFailedError } from '../../../src/errors/run/execute-errors.ts';

test('says which statement, what was undone and where the database stands', () => {
  const error = new StatementFailedError('events.sql:8:1: it is violated (23514)', {
    facts: {
      statement: 'alter table events\n  add check (id > 0)',
      statementNumber: 2,
      statements: 3,
      detail: 'Failing row contains (-1).',
      rolledBack: 'revision e1 as a whole',
      heads: ['c1', 'd1'],
      ran: ['d1'],
    },
    hint: 'Correct it.',
  });
  expect(error.textFor()).toBe(
    [
      'events.sql:8:1: it is violated (23514)',
      '    statement 2 of 3: alter table events',
      '        add check (id > 0)',
      '    detail: Failing row contains (-1).',
      '    rolled back: revision e1 as a whole',
      '    the database stands at: c1, d1; 1 revision of this run is committed',
    ].join('\n'),
  );
  expect(error.message).not.toContain('\n');
});

test('facts that are not there make no lines', () => {
  expect(new StatementFailedError('it failed', { facts: { heads: [] } }).textFor()).toBe(
    'it failed\n    the database stands at: base',
  );
  expect(new StatementFailedError('it failed').textFor()).toBe('it failed');
});
