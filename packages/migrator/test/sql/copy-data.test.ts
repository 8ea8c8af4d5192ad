import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { printRevisionFile } from '../../src/revision/print-revision-file.ts';
import { printStatement } from '../../src/sql/script/print-statement.ts';
import { splitStatements } from '../../src/sql/script/split-statements.ts';
import { wholeText } from '../../src/sql/script/statement.ts';

const SOURCE = { slice: 'events', file: 'features/events/migrations/x.sql' };
const dataOf = (text: string) =>
  splitStatements(text, SOURCE).map(({ sql, line, rows }) => [
    sql,
    line,
    rows && [[...rows.pieces()].map((piece) => piece.text).join(''), rows.line, rows.count],
  ]);

describe('the data of COPY', () => {
  test.each([
    ['nothing', 'copy t from stdin;\n\\.\n', [['copy t from stdin', 1, ['', 2, 0]]]],
    ['at the end of the text', 'copy t from stdin;\n1\n\\.', [['copy t from stdin', 1, ['1\n', 2, 1]]]],
    [
      'between statements, with quotes and semicolons in it',
      'select 1;\nCOPY "T t" (a, "b c") FROM STDIN WITH (FORMAT csv, HEADER);\n\'a;\',$$\n--x\n\\.\n\nselect 2;',
      [
        ['select 1', 1, undefined],
        ['COPY "T t" (a, "b c") FROM STDIN WITH (FORMAT csv, HEADER)', 2, ["'a;',$$\n--x\n", 3, 2]],
        ['select 2', 7, undefined],
      ],
    ],
    [
      'only a line of its own ends them',
      'copy t from stdin where a > 1; -- x\n\\\\.\na\\.\n\\.b\n \\.\n\\.\nselect 1',
      [
        ['copy t from stdin where a > 1', 1, ['\\\\.\na\\.\n\\.b\n \\.\n', 2, 4]],
        ['select 1', 7, undefined],
      ],
    ],
    [
      'several, one after the other',
      'copy a from stdin;\n1\n\\.\ncopy b from stdin;\n2\n\\.\n',
      [
        ['copy a from stdin', 1, ['1\n', 2, 1]],
        ['copy b from stdin', 4, ['2\n', 5, 1]],
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(dataOf(text)).toEqual(expected);
    expect(dataOf(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  test.each([
    "copy t from 'stdin'",
    'copy t from program $$stdin$$',
    'select a from stdin',
    'create table copy (a int)',
    'copy (select 1 from stdin) to $$/x$$',
  ])('%s has none', (text) => {
    expect(splitStatements(text, SOURCE)).toMatchObject([{ sql: text }]);
    expect(splitStatements(text, SOURCE)[0]?.rows).toBeUndefined();
  });

  test('a section marker in them is a missing end, and not a row', () => {
    const text = `-- revision: a1\n\n-- migrate:upgrade\ncopy t from stdin;\n1\n\n-- migrate:downgrade\ncopy t from stdin;\n\\.\n`;
    expect(() => parseRevisionFile(text, SOURCE)).toThrow(
      expect.objectContaining({
        code: 'sql-copy-data',
        facts: { ...SOURCE, line: 4, column: 1, problem: 'marker', markerLine: 7 },
      }),
    );
    expect(() => parseRevisionFile(text.replace('stdin;\n1', 'stdin; -- migrate:downgrade\n1'), SOURCE)).toThrow(
      expect.objectContaining({ code: 'sql-copy-data' }),
    );
  });

  const cell = fc.string({ unit: fc.constantFrom('a', '\\N', '\\\\', "'", '"', ';', '$$', '--', 'ß', '😀', '/*') });
  const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join('\t'));
  const statement = fc.oneof(
    fc.constantFrom('select 1;', "insert into t values ('\\.');", 'do $$ begin null; end $$;'),
    fc
      .array(
        row.filter((text) => text !== '\\.'),
        { maxLength: 5 },
      )
      .map((rows) => ['copy t (a, "b") from stdin;', ...rows, '\\.'].join('\n')),
  );

  test('what is printed is read back the same, with any line ends', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), fc.boolean(), (statements, isWindows) => {
        const body = statements.join('\n');
        const text = `-- revision: a1\n-- message: x\n\n-- migrate:upgrade\n${body}\n\n-- migrate:downgrade\n${body}\n`;
        const file = parseRevisionFile(isWindows ? text.replaceAll('\n', '\r\n') : text, SOURCE);
        const { revision, upgrade = { statements: [] }, downgrade = { statements: [] } } = file;
        expect(upgrade.statements.map(printStatement)).toEqual(statements);
        const printed = printRevisionFile({ revision, upgrade, downgrade });
        const again = parseRevisionFile(printed, SOURCE);
        expect(again.upgrade?.statements.map(wholeText)).toEqual(upgrade.statements.map(wholeText));
        expect(again.downgrade?.statements.map(wholeText)).toEqual(downgrade.statements.map(wholeText));
      }),
    );
  });
});

describe('commands of psql', () => {
  test('of pg_dump are named all at once, with what deletes them', () => {
    const text = [
      ...['--', '-- PostgreSQL database dump', '--', '\\restrict tokenOfThisDump', '', 'SET lock_timeout = 0;'],
      ...['\\connect -reuse-previous=on "dbname=\'app\' password=secret"', 'create table t (a int);'],
      ...['copy t from stdin;', '\\restrict', '\\.', '\\.', '\\set x 1', '\\unrestrict tokenOfThisDump', ''],
    ].join('\n');
    const lines = [
      { line: 4, column: 1, command: '\\restrict' },
      { line: 7, column: 1, command: '\\connect' },
      { line: 12, column: 1, command: '\\.' },
      { line: 13, column: 1, command: '\\set' },
      { line: 14, column: 1, command: '\\unrestrict' },
    ];
    expect(() => splitStatements(text, SOURCE)).toThrow(
      expect.objectContaining({
        code: 'sql-psql-command',
        message: `${SOURCE.file}:4:1: \`\\restrict\` in line 4, \`\\connect\` in line 7, \`\\.\` in line 12, \`\\set\` in line 13, \`\\unrestrict\` in line 14 are commands of psql, not SQL`,
        hint: `Delete lines 4, 7, 12, 13, 14: sed -i.orig '4d;7d;12d;13d;14d' '${SOURCE.file}'`,
        facts: { ...SOURCE, line: 4, column: 1, lines, count: 5 },
      }),
    );
    const sound = text
      .split('\n')
      .filter((_, index) => !lines.some(({ line }) => line === index + 1))
      .join('\n');
    expect(dataOf(sound)).toEqual([
      ['SET lock_timeout = 0', 5, undefined],
      ['create table t (a int)', 6, undefined],
      ['copy t from stdin', 7, ['\\restrict\n', 8, 1]],
    ]);
  });

  test('count more than what else is wrong with the text, and the first twenty are named', () => {
    const text = `${"\\echo it's\n".repeat(25)}select (;`;
    expect(() => splitStatements(text, SOURCE)).toThrow(
      expect.objectContaining({
        code: 'sql-psql-command',
        message: expect.stringContaining('`\\echo` in line 20, 5 more are commands'),
        hint: expect.stringContaining(', and look for more: sed'),
        facts: expect.objectContaining({ count: 25 }),
      }),
    );
  });
});
