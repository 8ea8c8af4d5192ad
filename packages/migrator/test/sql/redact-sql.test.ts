import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactSql, shortenSql } from '../../src/sql/redact-sql.ts';
import { withoutSecrets } from '../../src/sql/secrets/without-secrets.ts';
import { readStatement } from '../../src/sql/statement/read-statement.ts';
import { SETS_CREDENTIAL } from './secrets/sets-credential.ts';

/** What the server may say where it is more than `c4n4ry`. */
const MEANT: Readonly<Record<string, string>> = {
  "create subscription s connection 'host=h password=''c4n4ry b''' publication p": 'c4n4ry b',
  "alter user r with password E'c4n4ry\\n'": 'c4n4ry\n',
  "alter role r password U&'!0063c4n4ry' uescape '!'": 'cc4n4ry',
  "alter system set ssl_passphrase_command to 'echo c4n4ry'": 'echo c4n4ry',
  "select 'postgres://u:p@c4n4ry@h/d'": 'p@c4n4ry',
};

describe('no credential of a statement is shown', () => {
  test.each(SETS_CREDENTIAL)('%s', (sql) => {
    const clean = redactSql(sql);
    expect(clean).not.toMatch(/c4n4ry|\bc4\b/);
    expect(redactSql(clean)).toBe(clean);
    // What the server says of it: a token as it was written, or the value that it means.
    const { secrets } = readStatement(sql);
    for (const said of [
      `invalid value "${MEANT[sql] ?? 'c4n4ry'}"`,
      `syntax error at or near "${sql.slice(-30)}"`,
      `SQL statement "${sql}"`,
    ]) {
      expect(redactSql(withoutSecrets(said, secrets))).not.toContain('c4n4ry');
    }
  });

  test.each(SETS_CREDENTIAL)('also when it was cut: %s', (sql) => {
    const from = sql.indexOf('c4n4ry');
    for (const end of [from + 3, from + 6]) expect(redactSql(sql.slice(0, end))).not.toMatch(/c4n(4ry)?$/);
  });
});

describe('what sets no credential is shown as it is', () => {
  test.each([
    'alter table users add column password text',
    "create table sessions (token text default 'x', user_id int references tokens (id))",
    "comment on column users.password is 'the hash of it'",
    "insert into events (note) values ('new password was sent')",
    "select 1 where a.token_id = b.id and c = 'd'",
    "alter role r valid until '2027-01-01'",
    "create server s options (host 'h', dbname 'd')",
    "alter table tokens add column a text default 'b'",
    'null value in column "password" of relation "users" violates not-null constraint',
    'Token "abc" is invalid.',
    "unexpected token 'x'",
    'role "secret_reader" does not exist',
    "select 'http://host:8080/path?x=1'",
  ])('%s', (sql) => {
    expect(redactSql(sql)).toBe(sql);
    expect(readStatement(sql).secrets).toEqual([]);
  });
});

test('only the credential goes where the rest of a text is of use', () => {
  expect(redactSql("alter user a password 'x' valid until 'tomorrow'")).toBe(
    "alter user a password '***' valid until 'tomorrow'",
  );
  expect(redactSql("select dblink('host=h password=x user=u')")).toBe("select dblink('host=h password=*** user=u')");
  expect(redactSql('could not connect to postgres://u:p@ss@h/d')).toBe('could not connect to postgres://u:***@h/d');
  expect(shortenSql('abcdef', 3)).toBe('abc …');
});

describe('withoutSecrets', () => {
  test.each([
    ['a message of many words', ['a'], '*** message of many words'],
    [
      'Failing row contains (1, a long secret which was cu...).',
      ['a long secret which was cut'],
      'Failing row contains (1, ***...).',
    ],
    ['x', [''], 'x'],
  ])('%s', (text, secrets, clean) => expect(withoutSecrets(text, secrets.filter(Boolean))).toBe(clean));
});

test('a credential is found whatever is between the words', () => {
  const gap = fc.constantFrom(' ', '\n', '\t', ' /* x */ ', " /* it's */ ", ' -- password\n', ' /* a /* b */ c */ ');
  const literal = fc.constantFrom(
    "'c4n4ry'",
    "E'c4n4ry'",
    "U&'c4n4ry'",
    '$$c4n4ry$$',
    "$a$c4n4ry'$a$",
    "'it''s c4n4ry'",
  );
  const words = fc.constantFrom(
    ['alter', 'role', 'r', 'password'],
    ['create', 'user', '"password"', 'with', 'encrypted', 'PASSWORD'],
    ['create', 'user', 'mapping', 'for', 'r', 'server', 's', 'options', '(', '"password"'],
    ['set', 'app', '.', 'password', '='],
    ['alter', 'system', 'set', 'primary_conninfo', 'to'],
    ['create', 'subscription', 's', 'connection'],
  );
  fc.assert(
    fc.property(words, literal, fc.array(gap, { minLength: 11, maxLength: 11 }), (parts, secret, gaps) => {
      const sql = [...parts, secret].map((part, index) => `${gaps[index]}${part}`).join('');
      expect(redactSql(sql)).not.toContain('c4n4ry');
      expect(
        withoutSecrets(
          'near "c4n4ry"',
          readStatement(sql).secrets.map((each) => each),
        ),
      ).toBeDefined();
    }),
    { numRuns: 300 },
  );
});

test('a long text without anything to hide costs one look, one with much to hide a few', () => {
  const rows = "('some text; password', 'x', 12),".repeat(20_000);
  expect(redactSql(`insert into t values ${rows}`).length).toBeGreaterThan(100_000);
  expect(redactSql(`password${'='.repeat(100_000)}`)).toBeDefined();
  expect(redactSql(`${'password'.repeat(20_000)} x`)).toBeDefined();
  expect(redactSql(`password ${'/* */'.repeat(20_000)} x`)).toBeDefined();
});
