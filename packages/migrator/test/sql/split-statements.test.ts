import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { EDGE_CASES } from '../fixtures/sql/edge-cases.ts';
import { isBlank, pgStatementSpans } from './pg-statements.ts';

const SOURCE = { slice: 'events', file: 'features/events/migrations/x.sql' };

function expectSameAsPostgres(text: string): number {
  const spans = pgStatementSpans(text);
  const statements = splitStatements(text, SOURCE);
  expect(statements.map(({ sql }) => sql)).toHaveLength(spans.length);
  for (const [index, { sql, offset, line, column }] of statements.entries()) {
    const { start, end } = spans[index] ?? { start: -1, end: -1 };
    expect(text.slice(offset, offset + sql.length)).toBe(sql);
    expect(isBlank(text.slice(start, offset)), `before ${sql}`).toBe(true);
    expect(isBlank(text.slice(offset + sql.length, end)), `after ${sql}`).toBe(true);
    expect(sql.trim()).toBe(sql);
    const before = text.slice(0, offset).split('\n');
    expect([line, column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
  }
  return statements.length;
}

beforeAll(() => loadModule());

describe('hand-made cases', () => {
  test.each(EDGE_CASES)('%s', (_name, text, expected) => {
    expect(splitStatements(text, SOURCE).map(({ sql }) => sql)).toEqual(expected);
    expectSameAsPostgres(text);
  });
});

describe('the corpus', () => {
  const folder = new URL('../fixtures/sql/corpus/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));

  test.each(files)('%s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const count = expectSameAsPostgres(text);
    expect(count).toBeGreaterThan(20);
    expect(expectSameAsPostgres(text.replaceAll('\n', '\r\n'))).toBe(count);
  });

  test('every statement on its own is one statement', () => {
    const texts = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const statements = texts.flatMap((text) => splitStatements(text, SOURCE));
    expect(statements.length).toBeGreaterThan(250);
    for (const { sql } of statements) expect(parseSync(sql).stmts, sql).toHaveLength(1);
  });
});

test("the repository's own revisions", () => {
  const features = new URL('../../../../features/', import.meta.url);
  for (const slice of readdirSync(features)) {
    const folder = new URL(`${slice}/migrations/`, features);
    for (const name of listSql(folder)) expectSameAsPostgres(readFileSync(new URL(name, folder), 'utf8'));
  }
});

function listSql(folder: URL): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.sql'));
  } catch {
    return [];
  }
}

test('statements made of tricky fragments', () => {
  const blank = fc.constantFrom(
    ' ',
    '\n',
    '\r\n',
    '\t',
    ' -- c;\n',
    ' /* c; */ ',
    " /* a /* b;' */ $$ */ ",
    "\n-- it's\n",
  );
  const value = fc.constantFrom(
    "'a;b'",
    "'it''s'",
    "'\\'",
    "E'\\';'",
    "E'a'\n'b\\';'",
    "U&'\\0061;'",
    '$$;$$',
    "$q$ ' ; $$ $q$",
    '"a;b"',
    '"x""y"',
    'U&"z;"',
    '1',
    '.5',
    '(select 1)',
    '(1)',
    'case when true then 1 else 2 end',
    'a$b',
    'größe',
    't.end',
    "b'1'",
    "x'ff'",
  );
  const select = fc.array(fc.tuple(value, blank), { minLength: 1, maxLength: 4 }).map((parts) => {
    return `select ${parts.map(([expression, gap]) => expression + gap).join(',')}`;
  });
  const body = fc.array(select, { maxLength: 3 }).map((statements) => statements.map((sql) => `${sql};`).join(' '));
  const statement = fc.oneof(
    { weight: 4, arbitrary: select },
    body.map((inner) => `create function f(a int) returns int begin atomic ${inner} end`),
    fc.tuple(select, select).map(([a, b]) => `create rule r as on insert to t do also (${a}; ${b})`),
    fc.constantFrom('begin', 'commit', 'create table "end" (a int, "case" text)', "do $x$ begin perform ';'; end $x$"),
  );
  const script = fc.array(fc.tuple(blank, statement, blank), { maxLength: 6 }).map((parts) => {
    return parts.map(([before, sql, after]) => `${before}${sql}${after};`).join('');
  });
  fc.assert(
    fc.property(script, (text) => void expectSameAsPostgres(text)),
    { numRuns: 500 },
  );
});

describe('texts that cannot be split', () => {
  test.each([
    ['sql-unterminated', "select 1;\n  select 'a", 2, 10, "'"],
    ['sql-unterminated', 'select "a', 1, 8, '"'],
    ['sql-unterminated', "select E'a\\'", 1, 8, "'"],
    ['sql-unterminated', 'do $body$ begin end $$', 1, 4, '$body$'],
    ['sql-unterminated', 'select 1; /* a /* b */', 1, 11, '*/'],
    ['sql-unterminated', 'create table t (\n  a numeric(10,2);\nselect 1;', 1, 16, ')'],
    ['sql-unterminated', 'create function f() returns int\nbegin atomic select 1;', 2, 1, 'END'],
    ['sql-copy-stream', 'COPY (select 1) TO /* x */ STDOUT', 1, 1, 'op.stream'],
    ['sql-copy-stream', 'select 1;\ncopy t from stdin with (format binary);\n\\.\n', 2, 1, 'text or csv'],
    ['sql-copy-stream', "copy t from stdin (freeze, format 'binary');\n\\.\n", 1, 1, 'text or csv'],
    ['sql-copy-stream', 'copy binary t from stdin;\n\\.\n', 1, 1, 'text or csv'],
    ['sql-copy-data', 'select 1;\n copy t from stdin;\n1\t2\n', 2, 2, 'a line with `\\.` alone'],
    ['sql-copy-data', 'copy t from stdin;\n1\t2\n\\. \n\\.x\n', 1, 1, 'a line with `\\.` alone'],
    ['sql-copy-data', 'copy t from stdin;', 1, 1, 'a line with `\\.` alone'],
    ['sql-copy-data', 'copy t from stdin', 1, 1, 'semicolon'],
    ['sql-copy-data', 'copy t from stdin; select 1;\n\\.\n', 1, 1, 'new line'],
    ['sql-psql-command', 'select 1;\n\\connect other', 2, 1, "Delete line 2: sed -i.orig '2d'"],
    ['sql-psql-command', 'select 1; \\gx\nselect 2', 1, 11, 'semicolon'],
    ['sql-psql-command', '\\copy t from x.csv', 1, 1, 'copy … from stdin'],
    ['sql-psql-command', 'select 1 \\gx', 1, 10, 'psql'],
    ['sql-nul', 'select 1;\nselect \0', 2, 8, 'UTF-8'],
  ])('%s: %j', (code, text, line, column, hint) => {
    const place = { slice: 'events', file: SOURCE.file, line, column };
    expect(() => splitStatements(text, SOURCE)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(`${SOURCE.file}:${line}:${column}: `),
        facts: expect.objectContaining(place),
        hint: expect.stringContaining(hint),
      }),
    );
  });
});

test('ten megabytes are split in one pass, in one line or in many', () => {
  const statement = "insert into t values (1, 'some text; here', $$x$$)";
  for (const [end, rows] of [
    [';', 200_000],
    [';\n', 50_000],
    [' -- c\n;', 50_000],
  ] as const) {
    expect(splitStatements(`${statement}${end}`.repeat(rows), SOURCE)).toHaveLength(rows);
  }
  // A pattern that backtracks would not come back from this.
  const comments = `select E'a' ${'-- -- -- --'.repeat(50_000)}\n${'-- x\n'.repeat(50_000)};`;
  expect(splitStatements(comments, SOURCE)).toHaveLength(1);
});
