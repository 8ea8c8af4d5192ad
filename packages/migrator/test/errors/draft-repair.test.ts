import { expect, test } from 'vitest';
import { ProofStatementFailedError } from '../../src/errors/proof/proof-statement-errors.ts';

const place = {
  phase: 'upgrade',
  revision: 'a1',
  slice: 'posts',
  file: 'features/posts/migrations/a1.sql',
  line: 9,
} as const;
const refused = (sqlState: string, said: string) =>
  new ProofStatementFailedError({ ...place, sqlState, said, isUnwritten: true }, {});

test.each([
  ['42804', 'default for column "c" cannot be cast automatically to type integer', /^The default, or the/],
  ['42804', 'argument of WHERE must be type boolean, not type integer', /^A check, a policy and the where/],
  ['42804', 'something else', /^Change the schema file/],
  ['42804', 'foreign key constraint "f" cannot be implemented', /^Both columns of a foreign key/],
  ['42804', 'column "c" cannot be cast automatically to type uuid', /--cast '<table>\.<column>=/],
  ['42846', 'cannot cast type integer to uuid', /--slice posts .*--cast .*--cast-back/],
  ['0A000', 'cannot use subquery in transform expression', /--cast/],
  ['0A000', 'something else', /^Change the schema file/],
  ['42P02', 'there is no parameter $1', /^SQL in a schema cannot have parameters/],
  ['42P07', `relation "${'x'.repeat(63)}" already exists`, /^PostgreSQL keeps 63 bytes/],
  ['42P07', 'relation "posts" already exists', /^The name is taken/],
  ['42710', 'type "mood" already exists', /^Another object still has this name/],
  [
    '0A000',
    'cannot alter type of a column used by a view or rule',
    /migrate snapshot --slice posts\n.*--empty --slice posts/,
  ],
  ['2BP01', 'cannot drop column a of table t because other objects depend on it', /migrate snapshot --slice posts\n/],
  ['55P04', 'unsafe use of new value "x" of enum type mood', /^A new value of an enum/],
  ['23502', 'column "c" of relation "t" contains null values', /^Rows would have no value/],
  ['42601', 'syntax error at or near "x"', /^Change the schema file .*migrate revision --empty --slice posts/],
])('%s of a generated revision: %s', (sqlState, said, hint) => {
  const error = refused(sqlState, said);
  expect(error.message).toBe(
    `features/posts/migrations/a1.sql:9: nothing was written, because of what the generated revision does on a scratch database: the upgrade fails: ${said}`,
  );
  expect(error.hint).toMatch(hint);
  expect(error.hint).not.toMatch(/Correct the statement/);
});

test('a statement of a file that is there is corrected in it', () => {
  const error = new ProofStatementFailedError(
    { ...place, sqlState: '42846', said: 'cannot cast type integer to uuid' },
    {},
  );
  expect(error.hint).toMatch(/^Correct the statement/);
});
