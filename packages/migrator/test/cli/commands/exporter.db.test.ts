import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { parsePrometheus } from '../../metrics/parse-prometheus.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { runCli } from '../run-cli.ts';

const ROOT = {
  'migrate.config.json': '{}',
  'features/events/slice.json': '{ "label": "events" }',
  'features/events/migrations/a.sql':
    '-- revision: one\n-- branch-label: events\n-- message: m\n\n-- migrate:upgrade\nselect 1;\n\n-- migrate:downgrade\nselect 1;\n',
};

/** Starts the exporter in this process; `stop` is what SIGTERM does. */
async function exporter(cwd: string, url: string, ...words: readonly string[]) {
  const before = new Set(process.listeners('SIGTERM'));
  let said: (address: string) => void = () => {};
  const address = new Promise<string>((resolve) => {
    said = resolve;
  });
  let stdout = '';
  const ended = main(['exporter', '--port', '0', ...words], {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        const found = /^Serving (\S+)$/m.exec(text)?.[1];
        if (found !== undefined) said(found);
      },
    },
    env: { DATABASE_URL: url },
    cwd,
  });
  const at = await address;
  const stop = () => {
    for (const listener of process.listeners('SIGTERM')) if (!before.has(listener)) listener('SIGTERM');
  };
  return {
    read: async () => {
      const samples = parsePrometheus(await (await fetch(at)).text());
      const failure = samples.find(({ name }) => name === 'braid_scrape_failure')?.labels.code;
      const up = samples.find(({ name }) => name === 'braid_up')?.value;
      return { up, failure, pending: samples.find(({ name }) => name === 'braid_revisions_pending')?.value };
    },
    async stop() {
      stop();
      return { exitCode: await ended, stdout };
    },
  };
}

test('follows the database, through failures and back, and ends with a signal', async () => {
  const { url, query } = await freshDatabase();
  const root = writeTree(ROOT);
  const served = await exporter(root, url, '--timeout', '1s');
  expect(await served.read()).toEqual({ up: 1, failure: undefined, pending: 1 });
  expect((await runCli(['upgrade', '-q'], { cwd: root, env: { DATABASE_URL: url } })).exitCode).toBe(0);
  expect(await served.read()).toMatchObject({ up: 1, pending: 0 });

  await query('update braid.format set version = 999');
  expect(await served.read()).toEqual({ up: 0, failure: 'state-format-newer', pending: undefined });
  await query('update braid.format set version = 1');
  expect(await served.read()).toMatchObject({ up: 1 });

  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin; lock table braid.applied in access exclusive mode');
  expect(await served.read()).toMatchObject({ up: 0, failure: 'scrape-timeout' });
  const sessions = await query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  await Promise.all([served.read(), served.read()]);
  expect(sessions).toEqual([{ n: 1 }]);
  await client.query('rollback');
  await expect.poll(async () => (await served.read()).up).toBe(1);

  const { exitCode, stdout } = await served.stop();
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Answered \d+ scrapes\.\n$/);
  const left =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'braid%'";
  await expect.poll(async () => await query(left)).toEqual([{ n: 0 }]);
});

test('what cannot be right is reported at once', async () => {
  const root = writeTree({ ...ROOT, 'migrate.config.json': '{ "nonsense": 1 }' });
  expect((await runCli(['exporter', '--port', '0'], { cwd: root })).exitCode).toBe(2);
  expect((await runCli(['exporter', '--port', 'x'], { cwd: root })).exitCode).toBe(2);
  expect((await runCli(['exporter', '--port', '0'], { cwd: '/' })).exitCode).toBe(2);
});
