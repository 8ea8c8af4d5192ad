import { describe, expect, test } from 'vitest';
import { checksum } from '../../src/revision/checksum.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';

const SQL = { slice: 'events', file: 'features/events/migrations/x.sql' };
const TS = { slice: 'events', file: 'features/events/migrations/x.ts' };
const HEADER = '-- revision: a1\n\n';

test('two sections with their options and statements', () => {
  const text = `${HEADER}-- migrate:upgrade transaction=off lock-timeout=500ms statement-timeout="2min"
create index concurrently i on t (a);
vacuum -- no semicolon
-- migrate:downgrade lossy="the index \\"i\\" \\\\" rows="more than 1"
drop index i;
do $$ begin
-- migrate:upgrade
end $$; /*
-- migrate:downgrade
*/ select '
-- migrate:upgrade';
`;
  const file = parseRevisionFile(text, SQL);
  expect(file.upgrade).toEqual({
    direction: 'upgrade',
    transaction: false,
    options: { 'lock-timeout': '500ms', 'statement-timeout': '2min' },
    line: 3,
    statements: [
      { sql: 'create index concurrently i on t (a)', offset: text.indexOf('create'), line: 4, column: 1 },
      { sql: 'vacuum', offset: text.indexOf('vacuum'), line: 5, column: 1 },
    ],
  });
  expect(file.downgrade).toMatchObject({
    transaction: true,
    lossy: 'the index "i" \\',
    rows: 'more than 1',
    options: {},
  });
  expect(file.downgrade?.statements.map(({ sql }) => sql.split('\n')[0])).toEqual([
    'drop index i',
    'do $$ begin',
    "select '",
  ]);
});

test('an empty merge, an irreversible downgrade, a data revision', () => {
  const merge = parseRevisionFile(`${HEADER}-- migrate:upgrade\n-- nothing\n-- migrate:downgrade`, SQL);
  expect([merge.upgrade?.statements, merge.downgrade?.statements]).toEqual([[], []]);
  const gone = parseRevisionFile(`${HEADER}-- migrate:upgrade\n-- migrate:downgrade irreversible="rows are gone"`, SQL);
  expect(gone.downgrade).toMatchObject({ irreversible: 'rows are gone', statements: [] });
  const data = parseRevisionFile('// revision: a1\n// migrate:downgrade irreversible="why"\n\nexport {};\n', TS);
  expect(data.upgrade).toBeUndefined();
  expect(data.downgrade).toMatchObject({ irreversible: 'why', transaction: true, line: 2, statements: [] });
  expect(parseRevisionFile('// revision: a1\n', TS)).not.toHaveProperty('downgrade');
});

test('line ends and a BOM change neither checksum nor statements', () => {
  const text = `${HEADER}-- migrate:upgrade\nselect 1;\n\nselect\n2;\n-- migrate:downgrade\n`;
  const plain = parseRevisionFile(text, SQL);
  const windows = parseRevisionFile(`\uFEFF${text.replaceAll('\n', '\r\n')}`, SQL);
  expect(windows.checksum).toBe(plain.checksum);
  expect(windows.upgrade?.statements.map(({ line, column }) => [line, column])).toEqual([
    [4, 1],
    [6, 1],
  ]);
  expect(checksum(text)).toBe(plain.checksum);
  expect(checksum(`${text} `)).not.toBe(plain.checksum);
  expect(checksum('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

describe('what is wrong with a body', () => {
  const up = '-- migrate:upgrade\n';
  const down = '-- migrate:downgrade\n';
  test.each<[code: string, body: string, line: number, column: number, hint: string]>([
    ['section-missing', '', 1, 16, 'Add a line "-- migrate:upgrade"'],
    ['section-missing', `${up}select 1;`, 4, 10, 'leave it empty'],
    ['section-missing', up, 3, 19, '-- migrate:downgrade irreversible="'],
    ['section-missing', down, 3, 21, '"-- migrate:upgrade"'],
    ['section-duplicate', `${up}${down}${down}`, 5, 1, 'begins on line 4'],
    ['section-duplicate', `${up}${up}`, 4, 1, 'begins on line 3'],
    ['section-order', `${down}${up}`, 4, 1, 'below the upgrade section'],
    ['section-irreversible-with-statements', `${up}-- migrate:downgrade irreversible="x"\nselect 1;`, 5, 1, 'lossy='],
    ['section-marker-invalid', `${up}select 1; -- migrate:downgrade\n`, 4, 11, 'a line of its own'],
    ['section-marker-invalid', `-- migrate: upgrade\n`, 3, 1, '"-- migrate:upgrade"'],
    ['section-marker-invalid', `${up}-- Migrate:Downgrade\n`, 4, 1, '"-- migrate:upgrade"'],
    ['section-marker-invalid', `${up}  -- migrate:down\n`, 4, 3, 'Reword'],
    ['section-marker-invalid', `-- migrate:upgradetransaction=off\n`, 3, 1, 'Reword'],
    ['section-option-invalid', `-- migrate:upgrade transactoin=off\n`, 3, 20, 'transaction='],
    ['section-option-invalid', `-- migrate:upgrade lock_timeout=1s\n`, 3, 20, 'lock-timeout='],
    ['section-option-invalid', `-- migrate:upgrade batch="a(id)" size=500\n`, 3, 34, 'batch-size='],
    ['section-option-invalid', `-- migrate:upgrade batch="a(id)" target=50ms\n`, 3, 34, 'batch-target='],
    ['section-option-invalid', `-- migrate:upgrade colour=red\n`, 3, 20, 'Known options'],
    ['section-option-invalid', `-- migrate:upgrade transaction=no\n`, 3, 20, 'transaction=off'],
    ['section-option-invalid', `-- migrate:upgrade transaction=off transaction=off\n`, 3, 36, 'Keep one'],
    ['section-option-invalid', `-- migrate:upgrade transaction\n`, 3, 20, 'key=value'],
    ['section-option-invalid', `-- migrate:upgrade lossy="a" b"\n`, 3, 30, '\\"'],
    ['section-option-invalid', `-- migrate:upgrade lossy="  "\n`, 3, 20, 'lossy="…"'],
    ['section-option-invalid', `-- migrate:upgrade lock-timeout=soon\n`, 3, 20, '500ms'],
    ['section-option-invalid', `-- migrate:upgrade irreversible="x"\n`, 3, 20, '-- migrate:downgrade irreversible'],
    ['section-transaction-control', `${up}select 1;\n begin;\n`, 5, 2, 'transaction=off'],
    ['section-transaction-control', '-- migrate:upgrade transaction=off\ncommit;\n', 4, 1, 'commits by itself'],
    [
      'section-statement-runs-alone',
      `${up}${down}drop index concurrently i;`,
      5,
      1,
      '-- migrate:downgrade transaction=off',
    ],
    ['section-statement-runs-alone', `${up}vacuum;`, 4, 1, '-- migrate:upgrade transaction=off'],
    ['section-session-lock', `${up}select pg_advisory_lock(1);\nselect 1;\n${down}`, 4, 1, 'pg_advisory_xact_lock'],
    ['section-session-lock', `${up}${down}perform pg_catalog."pg_try_advisory_lock_shared"(1, 2);`, 5, 1, 'unlock'],
    ['sql-unterminated', `${up}create table t (\n${down}`, 4, 16, ')'],
    ['sql-unterminated', `${up}select 'a;\n${down}`, 4, 8, "'"],
  ])('%s: %j', (code, body, line, column, hint) => {
    expect(() => parseRevisionFile(HEADER + body, SQL)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(`${SQL.file}:${line}:${column}: `),
        hint: expect.stringContaining(hint),
      }),
    );
  });
});

test.each([
  'select pg_advisory_xact_lock(1);',
  'select pg_advisory_lock(1); update t set a = 1; select pg_advisory_unlock(1);',
  "create function f() returns void language sql as 'select pg_advisory_lock(1)';",
  "insert into t values ('pg_advisory_lock(1)') -- pg_advisory_lock(1)",
])('a lock that does not outlive its section is none of ours: %s', (sql) => {
  const text = `${HEADER}-- migrate:upgrade\n${sql}\n\n-- migrate:downgrade\n`;
  expect(parseRevisionFile(text, SQL).upgrade?.statements).not.toEqual([]);
});
