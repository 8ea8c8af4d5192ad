import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentSteps } from './support/documents/document-steps.ts';
import { stable } from './support/documents/shown-output.ts';
import { runShell } from './support/run-shell.ts';
import { removeTempDir } from './support/temp-dir.ts';
import { cloneRepository, installClone } from './support/workspaces/clone.ts';

const README = resolve(import.meta.dirname, '../../../README.md');
const [setUp, ...tour] = documentSteps(readFileSync(README, 'utf8')).filter((step) => step.kind === 'command');

let clone = '';
let before = '';

beforeAll(() => {
  clone = cloneRepository();
  installClone(clone);
  before = run('git status --porcelain').stdout;
});

afterAll(() => {
  run('npx braid db stop');
  removeTempDir(resolve(clone, '..'));
});

function run(command: string) {
  // Messages call the program as they find it in a reader's shell.
  return runShell(command, clone, { BRAID_CALLED_AS: '' });
}

test('the first command of the README runs the main job', async () => {
  const [install, upgrade = ''] = setUp?.command.split(' && ') ?? [];
  expect([install, upgrade]).toEqual(['npm ci', 'npx braid upgrade heads']);
  // In a bare clone, with all that is installed and built, this is how CI begins.
  const ci = readFileSync(resolve(README, '../.ci/run'), 'utf8').split('\n');
  expect(ci.indexOf(upgrade)).toBeGreaterThan(ci.indexOf('npm ci'));
  const { status, stderr } = run(upgrade);
  expect(status, stderr).toBe(0);

  const url = run('npx braid db url').stdout.trim();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'brokers',
        'daily_ohlcv',
        'discord_messages',
        'events',
        'orders',
        'strategies',
        'trade_setups',
      ]),
    );
    const pending = JSON.parse(run('npx braid status --json').stdout);
    expect(pending).toMatchObject({ upToDate: true });
  } finally {
    await client.end();
  }
});

test('the tour prints what the README shows', () => {
  expect(tour.length).toBeGreaterThan(5);
  for (const { command, output, line } of tour) {
    const { stdout, stderr } = run(command);
    // The document shows what a terminal shows, where progress and results stand together.
    expect(stable(stderr + stdout), `README.md:${line}: ${command}`).toBe(stable(output));
  }
});

describe('nx', () => {
  const heads = (stdout: string): string[] =>
    JSON.parse(stdout).current.map(({ revision }: { revision: string }) => revision);
  const current = () => heads(run('npx braid current --slice events --json').stdout);

  test('run events:migrate upgrades the slice, and other commands pass through', () => {
    const head = current();
    const down = run('npx --no nx run events:migrate -- downgrade -1');
    expect(down.status, down.stderr + down.stdout).toBe(0);
    expect(current()).not.toEqual(head);
    const up = run('npx --no nx run events:migrate');
    expect(up.status, up.stderr + up.stdout).toBe(0);
    expect(current()).toEqual(head);
  });

  // What is cached and what never, in every way that a file can change, is in nx/life.e2e.test.ts.
  test('run events:history is cached until a revision of any slice changes', () => {
    const command = 'npx --no nx run events:history';
    expect(run(command).status).toBe(0);
    expect(run(command).stdout).toMatch(/existing outputs match the cache|local cache\]\s/);
    appendFileSync(join(clone, 'features/common/migrations/.touched'), 'x');
    expect(run(command).stdout).not.toMatch(/events:history +\[/);
  });
});

test('all this leaves nothing behind that git sees', () => {
  // What the tour and the tests above made on purpose.
  rmSync(join(clone, 'features/common/migrations/.touched'), { force: true });
  run('rm features/events/migrations/*5f0c1d2e3a4b* features/events/migrations/snapshots/5f0c1d2e3a4b.json');
  run("sed -i '/^    title: text/d' features/events/src/schema.ts");
  expect(run('git status --porcelain').stdout).toBe(before);
});
