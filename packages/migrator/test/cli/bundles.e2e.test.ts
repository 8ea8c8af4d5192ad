import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { migrateBin, runMigrate } from '../support/run-migrate.ts';
import { tempDir } from '../support/temp-dir.ts';

test.each(COMMANDS.map(({ name }) => name))(
  'migrate %s is in the bundle that the launcher takes for it',
  async (name) => {
    const cwd = tempDir('braid-bundles-');
    const { exitCode, stdout, stderr } = await runMigrate([name, '--help'], { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`Usage: migrate ${name} `);
    expect((await runMigrate(['help', name], { cwd })).stdout).toBe(stdout);
  },
);

test('the everyday commands are commands', () => {
  const { EVERYDAY }: { EVERYDAY: readonly string[] } = createRequire(import.meta.url)(migrateBin);
  expect(EVERYDAY.length).toBeGreaterThan(5);
  expect(COMMANDS.map(({ name }) => name)).toEqual(expect.arrayContaining([...EVERYDAY]));
});

test.each([[], ['-h'], ['--help'], ['--slice', 'a', 'heads'], ['haeds']])(
  'the words %j are understood or refused by all of it',
  async (...words) => {
    const { stdout, stderr } = await runMigrate(words, { cwd: tempDir('braid-bundles-') });
    expect(stdout + stderr).not.toContain('is not in this bundle');
    expect(stdout + stderr).not.toBe('');
  },
);
