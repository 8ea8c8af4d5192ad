import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../src/testing/databases/open-test-database.ts';
import { runShell } from '../support/run-shell.ts';
import { longTest } from '../support/sample.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { linkModules } from '../support/workspaces/link-modules.ts';

// A project whose tests use the databases, on the embedded server of that project: nobody else is on it.

let project = '';

beforeAll(() => {
  project = makeTempDir('braid-tests-');
  cpSync(resolve(import.meta.dirname, '../fixtures/test-databases'), project, { recursive: true });
  linkModules(project);
});

afterAll(() => removeTempDir(project));

const own = { TEST_DATABASE_URL: '' };

function run(command: string, variables: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = runShell(command, project, { ...own, ...variables });
  expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** The databases of runs on the server, without that which asks. */
async function leftovers(): Promise<readonly unknown[]> {
  const database = await openTestDatabase({ root: project, variables: { ...process.env, ...own } });
  try {
    const sql = "select datname from pg_database where datname ~ '^braid_test_[0-9a-f]{8}_' and datname <> $1";
    return await database.query(sql, [database.name]);
  } finally {
    await database.close();
  }
}

test('vitest and node:test run on databases of their own, and nothing is left', async () => {
  expect(run('node_modules/.bin/vitest run')).toContain('Tests  10 passed');
  expect(run('node --test node/orders.mjs')).toMatch(/^# pass 2$|^ℹ pass 2$/m);
  expect(run('node node/with-setup.mjs')).toMatch(/^# pass 2$|^ℹ pass 2$/m);
  expect(await leftovers()).toEqual([]);
});

test('without the global setup the message says what to write', () => {
  const { status, stderr } = runShell('node_modules/.bin/vitest run spec/test.spec.mjs', project, {
    ...own,
    WITHOUT_SETUP: '1',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('TestDatabaseMisusedError: useDatabase() was called, but no test databases were prepared');
  // A runner prints the message alone, so the repair is part of it.
  expect(stderr).toContain("→ Add to vitest's configuration: globalSetup: ['@braid/migrator/vitest']");
});

longTest('what a run leaves that was killed is dropped at the next start', async () => {
  const { VITEST, ...env } = process.env;
  const vitest = spawn(process.execPath, [join(project, 'node_modules/vitest/vitest.mjs'), 'run'], {
    ...{ cwd: project, detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
    env: { ...env, ...own, SPECS: 'killed/*.spec.mjs', NO_COLOR: '1' },
  });
  let output = '';
  for await (const chunk of vitest.stdout) {
    output += String(chunk);
    if (/made .*\n/.test(output)) break;
  }
  const url = /made (\S+)\n/.exec(output)?.[1] ?? '';
  const ended = once(vitest, 'exit');
  // The workers, too.
  process.kill(-Number(vitest.pid), 'SIGKILL');
  await ended;
  // Asked without a run of tests, which would drop it.
  const left = new pg.Client({ connectionString: url });
  await left.connect();
  await left.end();
  // The server takes a moment to see that the sessions are gone.
  await waitFor('a start that leaves nothing', async () => {
    run('node --test node/orders.mjs');
    return (await leftovers()).length === 0;
  });
});
