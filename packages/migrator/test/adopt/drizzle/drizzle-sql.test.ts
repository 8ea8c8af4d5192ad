import { describe, expect, test } from 'vitest';
import { drizzleSql } from '../../../src/adopt/drizzle/drizzle-sql.ts';

const own = (text: string) => drizzleSql({ path: 'x.sql', text }, new Set(['__drizzle_migrations']));

describe('what stays', () => {
  test.each<[string, string, string, number]>([
    ['a byte order mark goes', '\uFEFFcreate table a ();', 'create table a ();', 1],
    ['a semicolon is added', 'create table a ()', 'create table a ();', 1],
    ['breakpoints at the end of lines', 'select 1;--> statement-breakpoint\nselect 2;', 'select 1;\nselect 2;', 2],
    ['breakpoints on their own lines', 'select 1\n--> statement-breakpoint\nselect 2\n', 'select 1;\nselect 2;', 2],
    [
      'a comment does not swallow',
      'select 1 -- one\n--> statement-breakpoint select 2',
      'select 1; -- one\nselect 2;',
      2,
    ],
    ['line ends within values', "select 'a\r\nb';\r\nselect 2;", "select 'a\r\nb';\r\nselect 2;", 2],
    ['blanks at line ends within values', "select 'a  \nb';", "select 'a  \nb';", 1],
    ['comments', '-- why\nselect 1; /* ; */', '-- why\nselect 1; /* ; */', 1],
    ['a body', 'do $$ begin perform 1; end $$;', 'do $$ begin perform 1; end $$;', 1],
    ['only comments are nothing', '-- Custom SQL migration file, put your code below! --', '', 0],
    ['nothing', '', '', 0],
  ])('%s', (_, text, sql, count) => {
    expect(own(text)).toEqual({ sql, count, removed: [] });
  });
});

test('what goes is reported with its line, after breakpoints too', () => {
  const text = [
    'begin;',
    'select 1;',
    '--> statement-breakpoint',
    'insert into drizzle.__drizzle_migrations (hash) values (1);--> statement-breakpoint',
    'COMMIT',
  ].join('\n');
  expect(own(text).sql).toBe('select 1;');
  expect(own(text).removed.map(({ line, text, why }) => [line, text.slice(0, 6), why])).toEqual([
    [1, 'begin', 'transaction'],
    [4, 'insert', 'ledger'],
    [5, 'COMMIT', 'transaction'],
  ]);
});

test('what runs alone is said', () => {
  expect(own('commit;--> statement-breakpoint\ncreate index concurrently i on a (b);').transaction).toBe(false);
});

test.each([
  ['select 1;\nrollback;', 'foreign-transaction', 2],
  ["select 1;--> statement-breakpoint\nselect 'a", 'sql-unterminated', 2],
  ['select 1;\n-- migrate:up\n', 'section-marker-invalid', 2],
  ['-- migrate:upgrade\nselect 1;', 'section-duplicate', 1],
  ['\\connect other', 'sql-psql-command', 1],
])('%j is refused, with its place in the file', (text, code, line) => {
  const facts = expect.objectContaining({ file: 'x.sql', line });
  expect(() => own(text)).toThrow(expect.objectContaining({ code, facts }));
});
