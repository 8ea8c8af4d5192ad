import { expect, test } from 'vitest';
import { rehearsalFailure } from '../../../src/commands/rehearse/rehearsal-failure.ts';
import { InterruptedError } from '../../../src/errors/run/interrupted-error.ts';
import { DataRevisionFailedError, StatementFailedError } from '../../../src/errors/run/statement-errors.ts';

const PLACE = {
  revision: 'r1',
  slice: 's',
  file: 'features/s/migrations/r1.sql',
  direction: 'upgrade',
  runs: 'x',
} as const;
const RUN = { runId: 'r', ran: [], heads: [], manner: 'transaction', doneStatements: 0 } as const;

test.each([
  ['23505', 'duplicate key "secret"', 'rows have duplicate values where they must be unique'],
  ['23000', 'secret', 'rows do not fit'],
  ['22P05', 'secret', 'rows do not fit'],
  ['P0001', 'secret', 'it raised an exception'],
  ['XX000', 'secret', 'the server refused it'],
  ['42P01', 'relation "orders" does not exist', 'relation "orders" does not exist'],
])('%s', (sqlState, said, why) => {
  const error = new StatementFailedError({ ...PLACE, ...RUN, sqlState, said, line: 7, column: 1, detail: 'secret' });
  const failure = rehearsalFailure('up', error);
  expect(failure).toEqual({
    ...{ pass: 'up', code: 'statement-failed', revision: 'r1', file: PLACE.file, line: 7, sqlState, why },
  });
});

test('what code threw may quote rows; what is not a fault of a revision is not a failure of the rehearsal', () => {
  const thrown = new DataRevisionFailedError({ ...PLACE, ...RUN, said: 'secret' }, { cause: new Error('secret') });
  expect(JSON.stringify(rehearsalFailure('back', thrown))).not.toContain('secret');
  expect(rehearsalFailure('up', new InterruptedError({ during: 'proof' }))).toBeUndefined();
  expect(rehearsalFailure('up', new Error('secret'))).toBeUndefined();
});
