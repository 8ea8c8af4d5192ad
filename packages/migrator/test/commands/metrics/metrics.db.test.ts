import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../../cli/run-cli.ts';
import { type ParsedSample, parsePrometheus } from '../../metrics/parse-prometheus.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const revision = (id: string, revises: string, up: string) => `-- revision: ${id}
-- revises: ${revises}
-- message: make ${id}

-- migrate:upgrade
${up};

-- migrate:downgrade
drop table if exists ${id};
`;

test('metrics of a database: before the first run, after a failure, and after a downgrade', async () => {
  const { url, query } = await freshDatabase();
  const root = writeTree({
    'migrate.config.json': '{}',
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/migrations/a_one.sql': revision('one', '', 'create table one (id int)').replace(
      '-- message',
      '-- branch-label: events\n-- message',
    ),
    'features/events/migrations/b_two.sql': revision('two', 'one', 'select 1 / 0'),
  });
  const migrate = (...argv: readonly string[]) => runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
  const read = async (...more: readonly string[]): Promise<(line: string) => number | undefined> => {
    const { stdout, stderr, exitCode } = await migrate('metrics', ...more);
    expect([exitCode, stderr]).toEqual([0, '']);
    return lookUp(parsePrometheus(stdout));
  };

  const before = await read();
  expect(before('braid_state_initialized')).toBe(0);
  expect(before('braid_revisions_pending slice=events')).toBe(2);
  expect(before('braid_database_size_bytes')).toBeGreaterThan(1_000_000);
  expect(await query("select nspname from pg_namespace where nspname = 'braid'")).toEqual([]);

  expect((await migrate('upgrade', '-q')).exitCode).toBe(1);
  const failed = await read('--label', 'env=test', '--label', 'team=a "b"');
  expect(failed('braid_last_run_success')).toBe(0);
  expect(failed('braid_revisions_applied slice=events')).toBe(1);
  expect(failed('braid_failures_total action=upgrade sqlstate=22012')).toBe(1);
  expect(failed('braid_attempts_total action=upgrade result=done slice=events team=a "b"')).toBe(1);
  expect(failed('braid_last_timestamp_seconds action=downgrade')).toBeUndefined();

  expect((await migrate('downgrade', 'base', '-q')).exitCode).toBe(0);
  await query(
    "update braid.lease set run_id = 'r', host = 'h', pid = 1, runs = 'x', since = now() - interval '1 hour', expires_at = now() + interval '1 hour'",
  );
  const back = await read();
  expect(back('braid_last_run_success')).toBe(1);
  expect(back('braid_last_timestamp_seconds action=downgrade result=done')).toBeGreaterThan(1_700_000_000);
  expect(back('braid_run_active_seconds')).toBeGreaterThan(3590);
  expect(back('braid_lease_abandoned')).toBe(0);

  const file = join(root, 'textfile/braid.prom');
  expect((await migrate('metrics', '--out', file)).stdout).toBe(`Wrote ${file}.\n`);
  expect(parsePrometheus(readFileSync(file, 'utf8')).length).toBeGreaterThan(20);
  expect(readdirSync(join(root, 'textfile'))).toEqual(['braid.prom']);
  const json = await migrate('metrics', '--format', 'json');
  const { labels, metrics } = JSON.parse(json.stdout);
  expect(labels).toEqual({ database: new URL(url).pathname.slice(1) });
  expect(metrics).toContainEqual(expect.objectContaining({ name: 'braid_revisions', type: 'gauge' }));
});

test.each([
  ['--label', 'le=1'],
  ['--label', 'none'],
  ['--label', '9=1'],
  ['--format', 'xml'],
])('%s %s is a usage error', async (...words) => {
  const { exitCode, stderr } = await runCli(['metrics', ...words], { cwd: '/' });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(words[0]);
});

/** A sample by its name and labels, written `name label=value`. */
function lookUp(samples: readonly ParsedSample[]): (line: string) => number | undefined {
  return (line) => {
    const [name = '', ...words] = line.split(/ (?=\w+=)/);
    const labels = words.map((word) => word.split('='));
    return samples.find(
      (sample) => sample.name === name && labels.every(([key = '', value]) => sample.labels[key] === value),
    )?.value;
  };
}
