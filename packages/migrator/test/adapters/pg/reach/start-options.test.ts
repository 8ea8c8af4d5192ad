import { expect, test } from 'vitest';
import { mayRefuseOptions, startOptions } from '../../../../src/adapters/pg/reach/start-options.ts';

const ours =
  '-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 -c idle_session_timeout=0';

test.each([
  [undefined, false, ours],
  ['', false, ours],
  [undefined, true, `${ours} -c transaction_timeout=0`],
  // The last one wins.
  ['-c lock_timeout=5s', false, `${ours} -c lock_timeout=5s`],
])('%j (transaction_timeout: %s)', (given, hasTransactionLimit, expected) => {
  expect(startOptions(given, hasTransactionLimit)).toBe(expected);
});

test('settings come after those of the connection string, whatever is in them', () => {
  const settings = { datestyle: 'ISO, YMD', search_path: '"a\\b"' };
  expect(startOptions('-c datestyle=German', false, undefined, settings)).toBe(
    `${ours} -c datestyle=German -c datestyle=ISO,\\ YMD -c search_path="a\\\\b"`,
  );
});

test.each<[string | undefined, boolean, string]>([
  ['08P01', true, 'PgBouncer: unsupported startup parameter'],
  ['0A000', true, 'RDS Proxy: not supported'],
  ['42704', true, 'a server that does not know the parameter'],
  ['22023', true, 'a server that does not take the value'],
  ['XX000', true, 'a pooler that has no code for it'],
  ['28P01', false, 'a wrong password'],
  ['28000', false, 'no entry in pg_hba.conf'],
  ['3D000', false, 'no such database'],
  ['53300', false, 'too many connections'],
  ['57P03', false, 'starting up'],
  [undefined, false, 'no server answered'],
])('%s: without options %s (%s)', (code, expected) => {
  expect(mayRefuseOptions(code)).toBe(expected);
});
