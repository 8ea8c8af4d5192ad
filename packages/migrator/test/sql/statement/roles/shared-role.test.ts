import { expect, test } from 'vitest';
import { isSharedRole } from '../../../../src/sql/statement/roles/is-shared-role.ts';
import { sharedRole } from '../../../../src/sql/statement/roles/shared-role.ts';

const bodyOf = (sql: string): string => /^DO (\$\w*\$)(.*)\1$/s.exec(sql)?.[2] ?? '';

test.each([
  ['CREATE ROLE "reader" WITH CREATEDB', "rolname = 'reader'"],
  ['create user Reader', "rolname = 'reader'"],
  ['/* who */ create group "it\'s; me"', "rolname = 'it''s; me'"],
  ['create role "back\\slash"', "rolname =  E'back\\\\slash'"],
  ['create role "$$"', "rolname = '$$'"],
  ['DROP ROLE "reader"', 'DROP ROLE IF EXISTS "reader";'],
  ['drop role if exists a, "B"', 'DROP ROLE IF EXISTS "a", "B";'],
  ['drop user a', 'DROP ROLE IF EXISTS "a";'],
])('%s', (sql, said) => {
  const shared = sharedRole(sql);
  expect(bodyOf(shared)).toContain(said);
  expect(sharedRole(shared)).toBe(shared);
});

test.each(['create table role (n int)', 'alter role a rename to b', 'drop table t', 'grant a to b', 'create', ''])(
  'not: %s',
  (sql) => expect(sharedRole(sql)).toBe(sql),
);

test('a block is known that makes or drops a role and does nothing else', () => {
  for (const sql of ['CREATE ROLE "a" WITH CREATEDB', 'CREATE ROLE "$$"', 'DROP ROLE IF EXISTS "a"'])
    expect(isSharedRole(bodyOf(sharedRole(sql)))).toBe(true);
  const body = bodyOf(sharedRole('CREATE ROLE "a"'));
  expect(isSharedRole(body.replace('END IF;', 'END IF; DROP TABLE t;'))).toBe(false);
  expect(isSharedRole(body.replace('CREATE ROLE "a";', 'CREATE ROLE "a"; DROP TABLE t;'))).toBe(false);
  expect(isSharedRole(body.replace('NULL;', 'DROP TABLE t;'))).toBe(false);
  expect(isSharedRole(' BEGIN DROP TABLE t; END ')).toBe(false);
});
