import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const TABLE: RevisionText = {
  id: 'aaaa',
  up: 'create table "Ev ents" (id int primary key, body text, at date)',
  down: 'drop table "Ev ents"',
};

/** As pg_dump writes it, with every escape, between other statements; then csv with a header and a field of two lines. */
const DATA = `alter table "Ev ents" add column extra int;
COPY public."Ev ents" (id, body, at) FROM stdin;
1\tone\t2026-01-01
2\t\\N\t\\N
3\ta\\tb\\\\c\\nd;'\t2026-01-03
4\t-- $$ /* "\t2026-01-04
\\.

update "Ev ents" set extra = id * 10;
copy "Ev ents" (id, body) from stdin with (format csv, header);
id,body
5,"five
and more"
6,
\\.
copy "Ev ents" from stdin; -- nothing
\\.
insert into "Ev ents" (id) values (7)`;

const ROWS = [
  { id: 1, body: 'one', at: '2026-01-01', extra: 10 },
  { id: 2, body: null, at: null, extra: 20 },
  { id: 3, body: "a\tb\\c\nd;'", at: '2026-01-03', extra: 30 },
  { id: 4, body: '-- $$ /* "', at: '2026-01-04', extra: 40 },
  { id: 5, body: 'five\nand more', at: null, extra: null },
  { id: 6, body: null, at: null, extra: null },
  { id: 7, body: null, at: null, extra: null },
];
const READ = 'select id, body, at::text as at, extra from "Ev ents" order by id';

const filled = (up = DATA, options = ''): readonly RevisionText[] =>
  line(TABLE, {
    id: 'bbbb',
    up,
    down: 'truncate "Ev ents";\nalter table "Ev ents" drop column if exists extra',
    options,
  });

describe('COPY with data in a revision', () => {
  test.each([
    ['in a transaction', DATA, ''],
    ['with CRLF', DATA.replaceAll('\n', '\r\n'), ''],
    ['statement by statement', DATA, 'transaction=off'],
  ])('%s', async (_name, up, options) => {
    const database = await freshDatabase();
    const { upgrade, downgrade, events } = runner(filled(up, options), database);
    await upgrade();
    expect(await database.query(READ)).toEqual(ROWS);
    const done = events.flatMap((event) => (event.type === 'statement-done' ? [event.statement] : []));
    if (options !== '') expect(done.slice(-6)).toEqual([1, 2, 3, 4, 5, 6]);
    await downgrade('aaaa');
    expect(await database.query('select * from "Ev ents"')).toEqual([]);
    await upgrade();
    expect(await database.query(READ)).toEqual(ROWS);
  });

  test.each([
    ['a value that is none', '9\tnine\t2026-01-01\n10\tten\tnever', '22007', 9],
    ['a key that is there twice', '9\tnine\t2026-01-01\n10\tten\t\\N\n9\tagain\t\\N', '23505', 10],
    ['too few columns', '9\tnine', '22P04', 8],
  ])('%s: names the line, and nothing stays', async (_name, data, sqlState, at) => {
    const database = await freshDatabase();
    const up = `insert into "Ev ents" (id) values (0);\ncopy "Ev ents" from stdin;\n${data}\n\\.\nselect 1`;
    const { upgrade } = runner(filled(up), database);
    await expect(upgrade()).rejects.toMatchObject({
      code: 'statement-failed',
      facts: { sqlState, line: at, statementNumber: 2, statements: 3 },
    });
    expect(await database.query('select * from "Ev ents"')).toEqual([]);
    expect((await runner(filled(up), database).state()).applied.map(({ revision }) => revision)).toEqual(['aaaa']);
  });

  test('a half run continues after the COPY that is done, and refuses data that were edited', async () => {
    const database = await freshDatabase();
    const up = (data: string, end: string) => `copy "Ev ents" (id) from stdin;\n${data}\n\\.\n${end}`;
    const first = runner(filled(up('1\n2', 'select 1 / 0'), 'transaction=off'), database);
    await expect(first.upgrade()).rejects.toMatchObject({ code: 'statement-failed', facts: { statementNumber: 2 } });
    expect(await database.query('select id from "Ev ents"')).toEqual([{ id: 1 }, { id: 2 }]);

    const edited = runner(filled(up('1\n3', 'select 1'), 'transaction=off'), database);
    await expect(edited.upgrade()).rejects.toMatchObject({ code: 'half-run-edited', facts: { statementNumber: 1 } });

    await runner(filled(up('1\n2', 'select 1'), 'transaction=off'), database).upgrade();
    expect(await database.query('select id from "Ev ents"')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('rows that come after an error are not taken for anything else', async () => {
    const database = await freshDatabase();
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `${index}\t${'x'.repeat(40)}\t${index === 5 ? 'bad' : '\\N'}`,
    );
    const { upgrade } = runner(filled(`copy "Ev ents" from stdin;\n${rows.join('\n')}\n\\.\nselect 1`), database);
    await expect(upgrade()).rejects.toMatchObject({ facts: { sqlState: '22007', line: 12 } });
    const sound = rows.map((row) => row.replace(/bad$/, '\\N')).join('\n');
    await runner(filled(`copy "Ev ents" from stdin;\n${sound}\n\\.\nselect 1`), database).upgrade();
    expect(await database.query('select count(*)::int as n from "Ev ents"')).toEqual([{ n: 60_000 }]);
  });
});
