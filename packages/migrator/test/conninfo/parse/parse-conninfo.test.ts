import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConninfo } from '../../../src/conninfo/parse/parse-conninfo.ts';
import { withDatabase } from '../../../src/conninfo/with-database.ts';
import { MigratorError } from '../../../src/errors/migrator-error.ts';

const read = (text: string) =>
  Object.fromEntries([...parseConninfo(text, '--url')].map(([name, { value }]) => [name, value]));

function refusal(text: string): MigratorError {
  try {
    parseConninfo(text, '--url');
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('taken apart as libpq does', () => {
  test.each([
    ['postgres://', {}],
    ['postgresql://h', { host: 'h' }],
    ['postgres://u:p@h:1/d', { user: 'u', password: 'p', host: 'h', port: '1', dbname: 'd' }],
    ['postgres://u:p:q@h/d', { user: 'u', password: 'p:q', host: 'h', dbname: 'd' }],
    ['postgres://u@/d', { user: 'u', dbname: 'd' }],
    ['postgres://u:@h', { user: 'u', host: 'h' }],
    ['postgres://a:1,b:2,c/d', { host: 'a,b,c', port: '1,2,', dbname: 'd' }],
    ['postgres://[::1]:5433,[2001:db8::1]/d', { host: '::1,2001:db8::1', port: '5433,', dbname: 'd' }],
    ['postgres://h/a/b', { host: 'h', dbname: 'a/b' }],
    ['postgres://h/d#x', { host: 'h', dbname: 'd#x' }],
    ['postgres://u:a?b#c@h/d', { user: 'u', password: 'a?b#c', host: 'h', dbname: 'd' }],
    ['postgres://h?dbname=d&user=u', { host: 'h', dbname: 'd', user: 'u' }],
    ['postgres://h/d?dbname=e&host=i', { host: 'i', dbname: 'e' }],
    ['postgres://h/d?', { host: 'h', dbname: 'd' }],
    ['postgres://%2Ftmp/a%20b', { host: '/tmp', dbname: 'a b' }],
    ['postgres://h/d?ssl=true', { host: 'h', dbname: 'd', sslmode: 'require' }],
    ['postgres://h/d?options=-c%20a%3Db+c', { host: 'h', dbname: 'd', options: '-c a=b+c' }],
    ['host=h', { host: 'h' }],
    [" host = h  user='a b' password='it\\'s \\\\' ", { host: 'h', user: 'a b', password: "it's \\" }],
    ['user=a\\ b', { user: 'a b' }],
    ["password='' host=h", { password: '', host: 'h' }],
    ['host= user=u', { host: 'user=u' }],
  ])('%s', (text, settings) => {
    expect(read(text)).toEqual(settings);
  });
});

describe('refused by name', () => {
  test.each([
    ['postgres://h/d?sslmod=require', 'sslmod', 'Did you mean sslmode?'],
    ['postgres://h/d?schema=public', 'schema', /search_path/],
    ['postgres://h/d?ssl=1', 'ssl', /sslmode=require/],
    ['postgres://h/d?SSLMODE=require', 'SSLMODE', 'Did you mean sslmode?'],
    ['hostt=h', 'hostt', 'Did you mean host?'],
    ['host=h ssl=true', 'ssl', /sslmode=require/],
  ])('%s', (text, parameter, hint) => {
    const error = refusal(text);
    expect(error).toMatchObject({
      code: 'connection-parameter',
      outcome: 'usage',
      facts: { parameter, reason: 'unknown' },
    });
    expect(error.hint).toMatch(hint);
  });

  test.each([
    'postgres://app:aB3@xYz9/Q7w@db.example/prod',
    'postgres://app:aB3/Q7w@db.example/prod',
    'postgres://app:12/Q7w@db.example/prod',
    'postgres://app:aB3@xYz9@db.example/prod',
    'postgres://me@corp:aB3@db.example/prod',
    'postgres://app:aB3?x=y/z@db.example/prod',
    'postgres://app:12?xYz9=y/z@db.example/prod',
    'postgres://app:aB%3@db.example/prod',
    'postgres://app:aB%00@db.example/prod',
    'postgres://app:aB%ff@db.example/prod',
    'postgres://app:aB3 xYz9@db.example/prod',
    'postgres://app:aB3\nxYz9@db.example/prod',
    'postgres://app:aB3',
    'postgres://app:aB3@[::1',
    'postgres://app:aB3@[]/x',
    'postgres://app:aB3@[::1]x/x',
    'postgres://app:aB3@h/d?a',
    'postgres://app:aB3@h/d?host=a=b',
    'host=h password=aB3 xYz9 user=app',
    'host=h password=aB3 xYz9=1',
    "host=h password='aB3",
    'mysql://app:aB3@h/d?x=1',
    'POSTGRES://app:aB3@h/d',
    'aB3',
    '',
  ])('%s: nothing of it is in the message', (text) => {
    const error = refusal(text);
    expect(['invalid-database-url', 'connection-parameter']).toContain(error.code);
    expect(error.outcome).toBe('usage');
    expect(JSON.stringify([error.message, error])).not.toMatch(/aB3|xYz9|Q7w/);
  });

  test('whatever a password is, a message has nothing of it', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.constantFrom('postgres://app:', 'host=h password='),
        (a, b, start) => {
          const text = `${start}c4n4ry${a}c4n4ry${b}@db.example/prod?sslmode=require`;
          try {
            const host = parseConninfo(text, '--url').get('host')?.value ?? '';
            expect(host).not.toContain('c4n4ry');
          } catch (error) {
            if (!(error instanceof MigratorError)) throw error;
            expect(JSON.stringify([error.message, error])).not.toContain('c4n4ry');
          }
        },
      ),
      { numRuns: 500 },
    ));
});

test('every value survives being written as a URL', () =>
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (user, password) => {
      fc.pre(!`${user}${password}`.includes('\0'));
      const url = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h/d`;
      expect(read(url)).toEqual({ user, password, host: 'h', dbname: 'd' });
      const quoted = (value: string) => `'${value.replace(/['\\]/g, '\\$&')}'`;
      expect(read(`user=${quoted(user)} password=${quoted(password)}`)).toEqual({ user, password });
    }),
  ));

test.each([
  ['postgres://u:p@h:1/d?sslmode=require', { user: 'u', password: 'p', host: 'h', port: '1', sslmode: 'require' }],
  ['postgres://h', { host: 'h' }],
  ['postgres://h?dbname=x&user=u', { host: 'h', user: 'u' }],
  ['postgres://h/a/b?user=u&dbname=x', { host: 'h', user: 'u' }],
  ['host=h dbname=x', { host: 'h' }],
])('another database: %s', (text, rest) => {
  expect(read(withDatabase(text, "o'ther db"))).toEqual({ ...rest, dbname: "o'ther db" });
});
