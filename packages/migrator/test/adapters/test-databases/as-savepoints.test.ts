import { expect, test } from 'vitest';
import { asSavepoints } from '../../../src/adapters/test-databases/as-savepoints.ts';

const undo = 'rollback to savepoint braid_test_transaction; release savepoint braid_test_transaction';

test.each([
  ['begin', 'commit', 'release savepoint braid_test_transaction'],
  ['BEGIN ISOLATION LEVEL serializable;', ' COMMIT ; ', 'release savepoint braid_test_transaction'],
  ['start transaction read only', 'END TRANSACTION', 'release savepoint braid_test_transaction'],
  ['begin work', 'rollback work;', undo],
  ['begin', 'abort', undo],
])('%s … %s', (begin, end, sent) => {
  const translate = asSavepoints(() => false);
  expect(translate(begin)).toBe('savepoint braid_test_transaction');
  expect(translate('insert into t values (1)')).toBe('insert into t values (1)');
  expect(translate(end)).toBe(sent);
  expect(translate(end)).toBe('');
});

test('what the server does itself inside a transaction stays', () => {
  const translate = asSavepoints(() => false);
  translate('begin');
  for (const statement of ['begin', 'savepoint a', 'rollback to savepoint a', 'rollback to a', 'commit and chain']) {
    expect(translate(statement)).toBe(statement);
  }
  expect(translate("select 'begin'; commit")).toBe("select 'begin'; commit");
});

test('COMMIT rolls back what has failed', () => {
  const translate = asSavepoints(() => true);
  translate('begin');
  expect(translate('commit')).toBe(undo);
});
