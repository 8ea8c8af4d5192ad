import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const FILE = 'features/events/migrations/b.sql';
const ROWS = 60_000;
const body = 'x'.repeat(180);
const copied = Array.from({ length: ROWS }, (_, index) => `${index}\t${body}\n`).join('');
const inserted = (last: string) =>
  Array.from({ length: 3_000 }, (_, index) => `insert into t values (${index + ROWS}, '😀${index}');\n`).join('') +
  last;

function workspace(data: string, last: string, options = ''): string {
  const revision = (id: string, parent: string, up: string, down: string, more = '') =>
    `-- revision: ${id}\n${parent}-- message: ${id}\n\n-- migrate:upgrade${more}\n${up}\n-- migrate:downgrade${more}\n${down}\n`;
  const up = `copy t from stdin;\n${data}\\.\n${inserted(last)}select 1;`;
  return writeTree({
    'package.json': '{}',
    'features/events/slice.json': '{ "label": "events", "schema": null }',
    'features/events/migrations/a.sql': revision(
      'aaaa',
      '',
      'create table t (a int primary key, b text);',
      'drop table t;',
    ),
    [FILE]: revision('bbbb', '-- revises: aaaa\n', up, 'truncate t;', options),
  });
}

test.each(['', ' transaction=off'])('a file of more than 10 MiB is sent as it is read%s', async (options) => {
  const database = await freshDatabase();
  const cwd = workspace(copied, '', options);
  const run = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd });
  expect(await run('upgrade', '--json')).toMatchObject({ exitCode: 0 });
  const sum = 'select count(*)::int as n, max(a) as top, min(length(b)) as least, max(length(b)) as most from t';
  expect(await database.query(sum)).toEqual([{ n: ROWS + 3_000, top: ROWS + 2_999, least: 2, most: 180 }]);
  expect((await run('status', '--check')).exitCode).toBe(0);
  expect((await run('downgrade', '-1')).exitCode).toBe(0);
  expect(await database.query('select * from t')).toEqual([]);
  expect((await run('upgrade')).exitCode).toBe(0);
});

test('a row that is refused is named by its line, wherever it is, and nothing stays', async () => {
  const database = await freshDatabase();
  const upgrade = (cwd: string) => runCli(['upgrade', '--url', database.url], { cwd });
  const line = (found: string) => Number(/b\.sql:(\d+)/.exec(found)?.[1]);

  const bad = await upgrade(workspace(`${copied}1\tagain\n`, ''));
  expect(bad).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('duplicate key') });
  expect(line(bad.stderr)).toBe(7 + ROWS);

  const cwd = workspace(copied, "insert into t values (5, 'again');\n");
  const worse = await upgrade(cwd);
  expect(worse).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('duplicate key') });
  expect(line(worse.stderr)).toBe(7 + ROWS + 1 + 3_000);
  expect(await database.query('select * from t')).toEqual([]);
  expect(await database.query('select revision from braid.applied')).toEqual([{ revision: 'aaaa' }]);
});

test('values of rows with credentials are not shown', async () => {
  const database = await freshDatabase();
  const cwd = writeTree({
    'package.json': '{}',
    'features/events/slice.json': '{ "label": "events", "schema": null }',
    'features/events/migrations/a.sql':
      '-- revision: aaaa\n-- message: a\n\n-- migrate:upgrade\ncreate table t (password int);\ncopy t (password) from stdin;\nhunter2\n\\.\n-- migrate:downgrade\ndrop table t;\n',
  });
  const { exitCode, stderr, stdout } = await runCli(['upgrade', '--url', database.url], { cwd });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('a.sql:7');
  expect(stderr + stdout).not.toContain('hunter2');
  const log = await database.query("select coalesce(message, '') as m from braid.log");
  expect(JSON.stringify(log)).not.toContain('hunter2');
});
