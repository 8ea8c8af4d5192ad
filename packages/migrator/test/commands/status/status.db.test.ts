import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

let root = '';
let database: FreshDatabase;

beforeEach(async () => {
  root = tempDir();
  database = await freshDatabase();
  write('nx.json', '{}');
  write('features/b/slice.json', '{ "label": "b", "schema": null }');
  revision('b', 'b1', '-- branch-label: b\n', 'create table b1 (id int);');
  revision('b', 'b2', '-- revises: b1\n', 'create table b2 (id int);');
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function revision(slice: string, id: string, header: string, up: string, options = ''): void {
  const text = `-- revision: ${id}\n${header}-- message: ${id}\n\n-- migrate:upgrade${options}\n${up}\n\n-- migrate:downgrade\nselect 1;\n`;
  write(`features/${slice}/migrations/${id}.sql`, text);
}

const migrate = (...argv: readonly string[]) => runCli([...argv, '--url', database.url], { cwd: root });
const json = async (...argv: readonly string[]) => JSON.parse((await migrate(...argv, '--json', '-q')).stdout);

function rename(from: string, to: string): void {
  renameSync(join(root, 'features', from), join(root, 'features', to));
  write(`features/${to}/slice.json`, `{ "label": "${to}", "schema": null }`);
}

test('a renamed slice: status and current count by files, check names the label and a repair that works', async () => {
  await migrate('upgrade', 'b1');
  rename('b', 'c');
  expect(await json('status')).toMatchObject({
    upToDate: false,
    findings: [],
    slices: [{ slice: 'c', revisions: 2, applied: 1, current: ['b1'], pending: [{ revision: 'b2' }] }],
  });
  expect((await migrate('status', '--check')).exitCode).toBe(3);
  expect((await json('current', '--slice', 'c')).current).toMatchObject([{ revision: 'b1', slice: 'c' }]);
  const { findings } = await json('check');
  expect(findings).toMatchObject([{ code: 'slice-label-mismatch', slice: 'c', file: 'features/c/migrations/b1.sql' }]);
  expect(findings[0].repair).toContain('Write "label": "b" in features/c/slice.json');
  // One way: the old name.
  write('features/c/slice.json', '{ "label": "b", "schema": null }');
  expect((await json('check')).findings).toEqual([]);
  // The other: the new name, accepted where it is applied.
  write('features/c/slice.json', '{ "label": "c", "schema": null }');
  const file = join(root, 'features/c/migrations/b1.sql');
  writeFileSync(file, readFileSync(file, 'utf8').replace('branch-label: b', 'branch-label: c'));
  expect((await json('status')).findings).toMatchObject([{ code: 'applied-file-edited' }]);
  await migrate('repair', 'accept', 'b1', '--reason', 'slice renamed', '--yes');
  expect((await json('check', '--db')).findings).toEqual([]);
  expect((await migrate('upgrade', 'c@head')).exitCode).toBe(0);
});

test('two slices that changed names, a copied folder, a label of one revision among others', async () => {
  await migrate('upgrade', 'heads');
  write('features/a/slice.json', '{ "label": "a", "schema": null }');
  revision('a', 'a1', '-- branch-label: a\n', 'create table a1 (id int);');
  revision('a', 'a2', '-- revises: a1\n-- branch-label: hotfix\n', 'create table a2 (id int);');
  expect((await json('check')).findings).toEqual([]);
  write('features/a/slice.json', '{ "label": "b", "schema": null }');
  write('features/b/slice.json', '{ "label": "a", "schema": null }');
  const { findings } = await json('check');
  expect(findings.map(({ code, slice }: Record<string, string>) => [code, slice])).toEqual([
    ['slice-label-mismatch', 'a'],
    ['slice-label-mismatch', 'b'],
  ]);
  expect((await json('status')).slices).toMatchObject([
    { slice: 'a', applied: 2 },
    { slice: 'b', applied: 0 },
  ]);
  // The same revisions in two slices are no graph at all.
  cpSync(join(root, 'features/b'), join(root, 'features/copy'), { recursive: true });
  write('features/copy/slice.json', '{ "label": "copy", "schema": null }');
  const copied = (await json('check')).findings.filter(
    ({ code }: Record<string, string>) => code === 'duplicate-revision',
  );
  expect(copied).toHaveLength(2);
});

test('files that are gone are reported, whatever their slice was called', async () => {
  await migrate('upgrade', 'heads');
  rename('b', 'c');
  rmSync(join(root, 'features/c/migrations/b2.sql'));
  for (const argv of [['status'], ['status', '--slice', 'c'], ['check', '--db']]) {
    const found = (await json(...argv)).findings.map(({ code }: Record<string, string>) => code);
    expect(found, argv.join(' ')).toContain('unknown-applied-revision');
  }
  expect((await migrate('status', '--check')).exitCode).toBe(3);
});

test('how the last run failed and on what, until one ends well', async () => {
  expect(await json('status')).toMatchObject({ lastFailure: null });
  revision('b', 'b3', '-- revises: b2\n', 'create table b1 (id int);');
  expect((await migrate('upgrade', 'heads')).exitCode).toBe(1);
  const { lastFailure } = await json('status');
  expect(lastFailure).toMatchObject({
    ...{ outcome: 'failed', revision: 'b3', slice: 'b', sqlState: '42P07' },
    message: expect.stringContaining('"b1" already exists'),
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
  expect((await migrate('status')).stdout).toMatch(
    /^! the last run failed on b3 \(b\) at .*: 42P07, .*"b1" already exists/m,
  );
  revision('b', 'b3', '-- revises: b2\n', 'select 1;');
  await migrate('upgrade', 'heads');
  expect(await json('status')).toMatchObject({ lastFailure: null, upToDate: true });
});

test('a run that was cut off, and workers of batches, which are no runs', async () => {
  await migrate('upgrade', 'heads');
  const log = (action: string, event: string, revision: string | null, run = 'cut'): Promise<unknown> =>
    database.query(
      `insert into braid.log (action, event, revision, slice, run_id, tool_version) values ('${action}', '${event}', ${revision === null ? 'null' : `'${revision}'`}, 'b', '${run}', '1')`,
    );
  for (const event of ['started', 'done', 'failed']) {
    await log('upgrade', event, 'b2', 'worker');
    expect((await json('status')).lastFailure, event).toBe(null);
  }
  await log('run', 'started', null);
  expect((await json('status')).lastFailure).toMatchObject({ outcome: 'cut-off', runId: 'cut', revision: null });
  await log('upgrade', 'started', 'b2');
  await log('upgrade', 'done', 'b2', 'worker');
  expect((await json('status')).lastFailure).toMatchObject({
    ...{ outcome: 'cut-off', runId: 'cut', revision: 'b2', slice: 'b' },
  });
  await log('run', 'failed', null);
  expect((await json('status')).lastFailure).toMatchObject({ outcome: 'failed', revision: null, message: null });
});

test('batches that stopped: how far they came, which row is in the way, and the way to begin again', async () => {
  const text = (where: string) => `update b2 set n = word::int ${where};`;
  const rows =
    'create table b2 (id int primary key, word text, n int);\ninsert into b2 select i, i from generate_series(1, 600) i;\nanalyze b2;';
  revision('b', 'b2', '-- revises: b1\n', `${rows}\nupdate b2 set word = 'x' where id = 400;`);
  const range = 'where id > :from and id <= :to';
  revision('b', 'b3', '-- revises: b2\n', text(range), ' batch="b2(id)" batch-size=100 max-failed=0');
  const failed = await migrate('upgrade', 'heads');
  expect(failed.stderr).toContain(
    'error [batch-rows-failed] features/b/migrations/b3.sql:5: one row of b2 cannot be changed',
  );
  expect(failed.stderr).toContain('400: invalid input syntax for type integer: "x" (22P02)');
  const { batches, upToDate } = await json('status');
  expect(upToDate).toBe(false);
  expect(batches).toMatchObject([
    { revision: 'b3', direction: 'upgrade', table: 'public.b2', keys: 399, rows: 399, estimate: 600, percent: 66 },
  ]);
  expect((await migrate('status')).stdout).toMatch(
    /! b3 is stopped at 66%, .*rows\/s, .* left, after \d+ batches of its upgrade, since 2/,
  );
  // Another statement is refused until somebody says so.
  revision('b', 'b3', '-- revises: b2\n', text(`${range} and word <> 'x'`), ' batch="b2(id)"');
  expect((await migrate('upgrade', 'heads')).stderr).toContain('error [batch-edited]');
  await migrate('repair', 'forget', 'b3', '--reason', 'the statement was wrong', '--yes');
  expect((await json('status')).batches).toEqual([]);
  expect((await migrate('upgrade', 'heads')).exitCode).toBe(0);
  expect(await database.query('select count(*)::int as n from b2 where n = id')).toEqual([{ n: 599 }]);
});

test('a workspace without revisions is told how to write the first one, and not that it is up to date', async () => {
  const empty = tempDir('braid-status-');
  mkdirSync(join(empty, 'shop'));
  writeFileSync(join(empty, 'migrate.config.json'), '{ "slices": ["shop"] }');
  writeFileSync(join(empty, 'shop/slice.json'), '{ "label": "shop", "schema": null }');
  const { exitCode, stdout } = await runCli(['status', '--url', database.url], { cwd: empty });
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('No revisions yet. Write the first one: migrate revision'),
  ]);
  expect(stdout).not.toContain('Up to date');
});
