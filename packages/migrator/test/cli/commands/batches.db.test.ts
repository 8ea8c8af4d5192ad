import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('nx.json', '{}');
  write('features/b/slice.json', '{ "label": "b", "schema": null }');
  revision(
    'b1',
    '-- branch-label: b',
    '',
    'create table items (id int primary key, n int not null);\ninsert into items select i, 0 from generate_series(1, 300) i;',
  );
  const change = 'update items set n = n + 1 where id > :from and id <= :to;';
  revision('b2', '-- revises: b1\n-- background: true', ' batch="items(id)" batch-size=100', change);
  revision('b3', '-- revises: b2\n-- requires-finished: b2', '', 'alter table items add check (n = 1);');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function revision(id: string, header: string, options: string, up: string): void {
  const text = `-- revision: ${id}\n${header}\n-- message: ${id}\n\n-- migrate:upgrade${options}\n${up}\n\n-- migrate:downgrade irreversible="test"\n`;
  write(`features/b/migrations/${id}.sql`, text);
}

const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
const json = async (...argv: readonly string[]) => JSON.parse((await migrate(...argv, '--json', '-q')).stdout);

test('a large table in the background, as a person has it', async () => {
  const detached = await migrate('upgrade', '--detach');
  expect(detached.exitCode).toBe(4);
  expect(detached.stderr).toContain('[batches-unfinished]');
  expect(detached.stderr).toContain('registered the batches of public.items: migrate batches work');
  expect(detached.stderr).toContain('revision b3 requires that b2 is finished, whose batches are not finished');
  const status = await migrate('status', '--check');
  expect(status.exitCode).toBe(3);
  expect(status.stdout).toContain('b2 waits for a worker at row 0');
  expect(await json('status')).toMatchObject({
    halfRuns: [],
    batches: [{ revision: 'b2', background: { wanted: 'run' } }],
  });
  expect((await migrate('batches')).stdout).toContain('→ migrate batches work');
  expect((await migrate('batches', 'pause', 'b2')).stdout).toMatch(/b2 is paused by \w+ at row 0/);
  expect((await migrate('upgrade')).stderr).toContain('migrate batches resume b2');
  expect(await json('batches', 'work')).toMatchObject({ finished: [], batches: [{ background: { wanted: 'pause' } }] });
  expect((await migrate('batches', 'resume', 'b2')).exitCode).toBe(0);
  expect((await json('batches', 'size', 'b2', '--rows', '50')).batches).toMatchObject([{ background: { size: 50 } }]);
  expect((await migrate('batches', 'show', 'b2')).stdout).toMatch(/the next one with 50 rows/);
  expect((await migrate('batches', 'work')).stdout).toContain('finished b2');
  expect((await migrate('batches', 'show', 'b2')).stderr).toContain('[no-such-batches]');
  expect((await migrate('batches', 'list')).stdout).toContain('No batches in the background.');
  expect((await migrate('upgrade')).exitCode).toBe(0);
  expect((await json('status')).upToDate).toBe(true);
  // A minute may end meanwhile.
  const { batches } = await json('log', '--revision', 'b2');
  expect(batches.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0)).toBe(300);
  expect((await migrate('log')).stdout).toMatch(/upgrade +batches +b2 +in this minute \d+ batch/);
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: 300 }]);
});

test('batches are named as revisions are everywhere, and what has none is never taken for done', async () => {
  for (const action of ['show', 'work', 'list', 'pause']) {
    const early = await migrate('batches', action, 'b2');
    expect(early.exitCode).toBe(2);
    expect(early.stderr).toContain('[no-such-batches] There are no batches of b2 in the background');
  }
  await migrate('upgrade', '--detach');
  for (const symbol of ['b2', 'b@b2']) {
    expect((await json('batches', 'show', symbol)).batches).toMatchObject([{ revision: 'b2' }]);
    expect((await json('batches', 'list', symbol)).batches).toMatchObject([{ revision: 'b2' }]);
  }
  expect((await json('batches', 'list', 'b1')).batches).toEqual([]);
  const misspelt = await migrate('batches', 'work', 'x9');
  expect([misspelt.exitCode, misspelt.stdout]).toEqual([2, '']);
  expect(misspelt.stderr).toContain('x9');
  expect((await migrate('batches', 'cancel', 'b1', '--reason', 'wrong one')).stderr).toContain('[no-such-batches]');
  expect((await migrate('batches', 'work', 'b@b2')).stdout).toContain('finished b2');
  expect((await migrate('batches', 'work', 'b2')).stdout).toContain('No batches in the background.');
});

test('a failure is shown and retried, and batches can be ended where they are', async () => {
  await database.query('create table other ()');
  await migrate('upgrade', 'b1');
  await database.query('alter table items add check (id <> 7 or n = 0)');
  await migrate('upgrade', '--detach');
  expect(await migrate('batches', 'work')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('[batch-rows-failed]'),
  });
  expect((await migrate('status')).stdout).toMatch(/✗ b2 failed at .*1 row left out: batch-rows-failed/);
  expect((await migrate('batches', 'show', 'b2')).stdout).toMatch(/left out +7: .*violates check constraint/);
  await database.query('alter table items drop constraint items_check');
  expect((await migrate('batches', 'retry', 'b2')).exitCode).toBe(0);
  expect((await migrate('batches', 'cancel', 'b2')).stderr).toContain('Write: migrate batches cancel b2 --reason "…"');
  expect((await migrate('batches', 'cancel', 'b2', '--reason', 'wrong')).stdout).toContain('Cancelled.');
  expect((await migrate('upgrade')).stderr).toContain('whose batches were cancelled');
  expect((await migrate('batches', 'pause')).stderr).toContain('Write: migrate batches pause <revision>');
  expect((await migrate('batches', 'paws', 'b2')).exitCode).toBe(2);
});

test('check finds what needs all rows and does not say so', async () => {
  revision('b4', '-- revises: b3', '', 'alter table items alter n set default 1;');
  expect((await json('check', '--no-schema')).findings).not.toContainEqual(
    expect.objectContaining({ code: 'background-not-required' }),
  );
  revision('b3', '-- revises: b2', '', 'alter table items add check (n = 1);');
  expect((await json('check', '--no-schema')).findings).toContainEqual(
    expect.objectContaining({
      code: 'background-not-required',
      message: expect.stringContaining('b3.sql:6: needs all rows of items'),
      repair: 'Add to its header: -- requires-finished: b2',
    }),
  );
});
