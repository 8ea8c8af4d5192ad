import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../../cli/run-cli.ts';
import { parsePrometheus } from '../../metrics/parse-prometheus.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const revision = (id: string, revises: string, up: string) =>
  `-- revision: ${id}\n-- revises: ${revises}\n${revises === '' ? '-- branch-label: events\n' : ''}-- message: m\n\n-- migrate:upgrade\n${up};\n\n-- migrate:downgrade\nselect 1;\n`;

test('--metrics-file has the run and the database after it, also of a run that failed or had nothing to do', async () => {
  const { url } = await freshDatabase();
  const root = writeTree({
    'migrate.config.json': '{}',
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/migrations/a.sql': revision('one', '', 'select 1'),
    'features/events/migrations/b.sql': revision('two', 'one', 'select 1 / 0'),
  });
  const file = join(root, 'out/braid.prom');
  const run = async (argv: readonly string[], database = url) => {
    const words = [...argv, '--metrics-file', file, '--label', 'env=test'];
    const { exitCode, stderr } = await runCli(words, { cwd: root, env: { DATABASE_URL: database } });
    const samples = existsSync(file) ? parsePrometheus(readFileSync(file, 'utf8')) : [];
    expect(samples.every(({ labels }) => labels.env === 'test')).toBe(true);
    const one = (name: string) => samples.find((sample) => sample.name === name);
    return { exitCode, stderr, one };
  };

  const failed = await run(['upgrade']);
  expect(failed.exitCode).toBe(1);
  expect(failed.one('braid_run_success')).toMatchObject({ value: 0, labels: { direction: 'upgrade' } });
  expect(failed.one('braid_run_failure')?.labels.code).toBe('statement-failed');
  expect(failed.one('braid_run_revisions')?.value).toBe(1);
  expect(failed.one('braid_revisions_pending')?.value).toBe(1);
  expect(failed.one('braid_last_run_success')?.value).toBe(0);

  const back = await run(['downgrade', 'base']);
  expect(back.one('braid_run_success')).toMatchObject({ value: 1, labels: { direction: 'downgrade' } });
  expect(back.one('braid_run_failure')).toBeUndefined();
  const nothing = await run(['migrate-to', 'base']);
  expect([nothing.exitCode, nothing.one('braid_run_revisions')?.value]).toEqual([0, 0]);

  const absent = new URL(url);
  absent.pathname = '/no_such_database';
  const unreached = await run(['upgrade'], absent.href);
  expect(unreached.one('braid_run_failure')?.labels.code).toBe('database-unknown');
  expect(unreached.one('braid_revisions_pending')).toBeUndefined();

  // A graph that cannot be built fails a run, too.
  writeFileSync(join(root, 'features/events/migrations/c.sql'), revision('three', 'nowhere', 'select 1'));
  const broken = await run(['upgrade']);
  expect(broken.one('braid_run_success')?.value).toBe(0);
});

test('a file that cannot be written is reported, and the run stays what it is', async () => {
  const { url, query } = await freshDatabase();
  const root = writeTree({
    'migrate.config.json': '{}',
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/migrations/a.sql': revision('one', '', 'select 1'),
    taken: '',
  });
  const { exitCode, stderr } = await runCli(['upgrade', '--metrics-file', 'taken/x.prom'], {
    cwd: root,
    env: { DATABASE_URL: url },
  });
  expect(exitCode).toBe(0);
  expect(stderr).toContain('could not tell the metrics file taken/x.prom');
  expect(await query('select revision from braid.heads')).toEqual([{ revision: 'one' }]);
});

test('check writes what it found, and drift only where it compared the database', async () => {
  const { url, query } = await freshDatabase();
  const root = writeTree({
    'migrate.config.json': '{}',
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/migrations/a.sql': revision('one', '', 'create table t (id int)'),
  });
  const file = join(root, 'check.prom');
  const run = (...argv: readonly string[]) => runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
  const figures = () => new Map(parsePrometheus(readFileSync(file, 'utf8')).map(({ name, value }) => [name, value]));
  expect((await run('upgrade', '-q')).exitCode).toBe(0);
  expect((await run('check', '--no-schema', '--metrics-file', file)).exitCode).toBe(0);
  expect(figures().get('braid_check_findings')).toBe(0);
  expect(figures().has('braid_drift_findings')).toBe(false);
  await query('create table stray (id int); alter table t add column more int');
  expect((await run('check', '--no-schema', '--db', '--metrics-file', file)).exitCode).toBe(3);
  expect(figures().get('braid_drift_findings')).toBe(2);
  expect(figures().get('braid_check_timestamp_seconds')).toBeGreaterThan(1_700_000_000);
});
