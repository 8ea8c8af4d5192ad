import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { createMigrator } from '../../src/index.ts';
import { writeTree } from '../adapters/fs/write-tree.ts';
import { tempDir } from '../support/temp-dir.ts';
import { runCli } from './run-cli.ts';

/** What makes a workspace, or has nothing to do with one. */
const ALONE = ['init', 'list-templates', 'completion', '__complete'];

/** Arguments that a command does not go without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  revision: ['-m', 'x'],
  'migrate-to': ['base'],
  stamp: ['heads'],
  show: ['heads'],
  edit: ['heads'],
  fleet: ['status', 'tenants'],
  repair: ['forget', 'abc', '--reason', 'x'],
  db: ['status'],
  adopt: ['drizzle'],
  downgrade: ['base'],
  backup: ['list'],
  partitions: ['list'],
  restore: ['x.dump', '--into', 'postgres://h/d'],
};

describe.each(COMMANDS.filter(({ name }) => !ALONE.includes(name)))('migrate $name', ({ name }) => {
  test('without a workspace starts nothing, writes nothing and is not a success', async () => {
    const cwd = tempDir();
    const { exitCode, stdout, stderr } = await runCli([name, ...(NEEDED[name] ?? [])], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error [no-workspace] There is no slice in "${cwd}":`);
    expect(stderr).toContain('"features/*" matches no folder');
    expect(stderr).toContain('→ Create one here: migrate init');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

const failure = async (cwd: string, ...argv: readonly string[]) => {
  const { exitCode, stdout } = await runCli(['--json', ...argv], { cwd });
  const { code, message, facts, hint } = JSON.parse(stdout).error;
  return { exitCode, code, message, facts, hint };
};

test('adopt database makes slices of a database that is named, and never starts one for that', async () => {
  const cwd = tempDir();
  expect(await failure(cwd, 'adopt', 'database')).toMatchObject({ exitCode: 2, code: 'no-workspace' });
  expect(readdirSync(cwd)).toEqual([]);
});

test.each([
  ['upgrade', 'heads'],
  ['status', '--check'],
  ['current', '--check-heads'],
  ['plan', '--detailed-exitcode'],
  ['check', '--db'],
  ['check', '--staged'],
  ['validate', '--affected'],
  ['--slice', 'events'],
])('a gate is not open: %s %s', async (...argv) => {
  expect(await failure(tempDir(), ...argv)).toMatchObject({ exitCode: 2, code: 'no-workspace' });
});

test.each(['--version', '--help', 'completion bash', 'list-templates', 'upgrade --help', 'help upgrade'])(
  'migrate %s needs none',
  async (line) => {
    expect((await runCli(line.split(' '), { cwd: tempDir() })).exitCode).toBe(0);
  },
);

test('globs that match nothing are named, and the file that has them', async () => {
  const root = writeTree({
    'migrate.config.json': '{ "slices": ["featuers/*", "libs/*/db", "apps/shop"] }',
    'libs/a/db/x.txt': '',
    'libs/b/db/x.txt': '',
    'libs/c/x.txt': '',
    'apps/shop/x.txt': '',
  });
  expect(await failure(root, 'check')).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('("slices" in migrate.config.json)'),
    facts: {
      root,
      config: 'migrate.config.json',
      globs: [
        { glob: 'featuers/*', folders: 0 },
        { glob: 'libs/*/db', folders: 2 },
        { glob: 'apps/shop', folders: 1 },
      ],
    },
    hint: expect.stringMatching(/^Correct "slices" in migrate\.config\.json, or create one: migrate init\n/),
  });
});

test('a folder that is not there, a file, and a workspace above', async () => {
  const root = writeTree({ 'nx.json': '{}', 'features/events/slice.json': '{ "label": "events" }', 'deep/er/x': '' });
  expect(await failure(root, 'heads', '-C', 'nowhere')).toMatchObject({
    code: 'no-workspace',
    facts: { root: join(root, 'nowhere'), exists: false },
  });
  expect(await failure(root, 'heads', '-C', 'nx.json')).toMatchObject({
    code: 'no-workspace',
    facts: { exists: false },
  });
  expect((await runCli(['heads'], { cwd: join(root, 'deep/er') })).exitCode).toBe(0);
  // A clone inside of a workspace is its own.
  mkdirSync(join(root, 'deep/.git'));
  expect(await failure(join(root, 'deep/er'), 'heads')).toMatchObject({ facts: { root: join(root, 'deep') } });
});

test('a slice.json that cannot be read is an error of its own', async () => {
  const root = writeTree({ 'nx.json': '{}' });
  mkdirSync(join(root, 'features/events'), { recursive: true });
  writeFileSync(join(root, 'features/events/slice.json'), '{');
  expect(await failure(root, 'check')).toMatchObject({ code: 'slice-manifest-invalid' });
});

test('the API refuses it, too', async () => {
  const migrator = createMigrator({ root: tempDir(), url: 'postgres://localhost:1/nowhere' });
  await expect(migrator.upgrade()).rejects.toMatchObject({ code: 'no-workspace', outcome: 'usage' });
});
