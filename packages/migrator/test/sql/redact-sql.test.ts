import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactSql, shortenSql } from '../../src/sql/redact-sql.ts';
import { withoutSecrets } from '../../src/sql/secrets/without-secrets.ts';
import { readStatement } from '../../src/sql/statement/read-statement.ts';

/** `c4n4ry` is in the credential. */
const SETS_CREDENTIAL = [
  "alter role r password U&'c4n4ry'",
  "alter role r password /* rotated */ 'c4n4ry'",
  "alter role r password -- rotated\n 'c4n4ry'",
  'create user mapping for r server s options ("password" \'c4n4ry\')',
  "create server s foreign data wrapper w options (sslpassword 'c4n4ry')",
  "create subscription s connection 'host=h password=''c4n4ry b''' publication p",
  "alter subscription s connection 'host=h password = c4n4ry'",
  "create role r login encrypted password 'c4n4ry' valid until '2027-01-01'",
  "alter user r with password E'c4n4ry\\n'",
  'alter group r password $tag$c4n4ry$tag$',
  'alter role r password $$c4n4ry$$',
  "alter role r password 'c4'\n'c4n4ry'",
  "alter role r password U&'!0063c4n4ry' uescape '!'",
  "alter role r password N'c4n4ry'",
  "create user r in role a password 'c4n4ry'",
  "alter user mapping for r server s options (set user 'c4n4ry', add token 'x')",
  "alter user mapping for r server s options (user 'c4n4ry')",
  'alter server s options (set U&"pass\\0077ord" \'c4n4ry\')',
  "import foreign schema a from server s into b options (secret_access_key 'c4n4ry')",
  "create foreign table f (a int) server s options (api_key 'c4n4ry')",
  "alter system set primary_conninfo = 'host=h password=c4n4ry'",
  "alter system set ssl_passphrase_command to 'echo c4n4ry'",
  "alter role r set app.password = 'c4n4ry'",
  "alter database d set app.jwt_secret to 'c4n4ry'",
  "set app.secret.value = 'c4n4ry'",
  "set local my.token to 'a', 'c4n4ry'",
  "select set_config('app.password', 'c4n4ry', false)",
  "select set_config('app.password', /* , */ E'c4n4ry', false)",
  "select dblink_connect('host=h password=c4n4ry')",
  "select dblink_connect('c', 'host=h password = ''c4n4ry''')",
  "select dblink('postgresql://u:c4n4ry@h/d?sslmode=require', 'select 1')",
  "select dblink('postgresql://u@h/d?password=c4n4ry', 'select 1')",
  "select dblink_exec('c', 'alter role r password ''c4n4ry''')",
  "select 'postgres://u:p@c4n4ry@h/d'",
  "do $$ begin alter role r password 'c4n4ry'; end $$",
  "do $$ begin execute 'alter role r password ''c4n4ry'''; end $$",
  "do $$ begin execute format('alter role %I password %L', 'r', 'c4n4ry'); end $$",
  "do $$ begin execute 'alter role r password ' || quote_literal('c4n4ry'); end $$",
  "do 'begin alter role r password ''c4n4ry''; end'",
  "create function f() returns void language sql as $f$ alter role r password 'c4n4ry' $f$",
  "update users set password = 'c4n4ry' where id = 1",
  "update users set password = crypt('c4n4ry', gen_salt('bf'))",
  "insert into users (name, \"password\") values ('a', 'c4n4ry')",
  "insert into settings values ('smtp.password', 'c4n4ry')",
  `insert into settings values ('{"password": "c4n4ry"}')`,
  "call set_secret(secret => 'c4n4ry')",
  "update users set password = 'a' || upper(lower('c4n4ry')), name = 'b'",
  "alter role r password'c4n4ry'",
  "do $$ declare password constant varchar(20) := 'c4n4ry'; begin raise exception '%', password; end $$",
  "select 1; alter role r password 'c4n4ry'; select 2",
];

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
