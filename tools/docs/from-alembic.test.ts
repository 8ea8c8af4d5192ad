import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { describeProgram } from '../../packages/migrator/src/cli/help/describe-program.ts';
import { CONFIG_KEYS } from '../../packages/migrator/src/config/file/config-keys.ts';

/** Alembic 1.19: every command with its own options, by their long names (`-m`, `-r` and `-v` as people write them). */
const ALEMBIC: Readonly<Record<string, readonly string[]>> = {
  init: ['-t', '--package'],
  list_templates: [],
  revision: [
    '-m',
    '--autogenerate',
    '--sql',
    '--head',
    '--splice',
    '--branch-label',
    '--version-path',
    '--rev-id',
    '--depends-on',
  ],
  merge: ['-m', '--branch-label', '--rev-id', '--splice'],
  upgrade: ['--sql', '--tag'],
  downgrade: ['--sql', '--tag'],
  stamp: ['--sql', '--tag', '--purge'],
  current: ['-v', '-c'],
  heads: ['-v', '--resolve-dependencies'],
  branches: ['-v'],
  history: ['-r', '-v', '-i'],
  show: [],
  edit: [],
  check: [],
  ensure_version: ['--sql'],
};
const GLOBALS = ['--config', '--name', '-x', '--raiseerr', '--quiet', '--version'];

const text = readFileSync(resolve(import.meta.dirname, '../../docs/from-alembic.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

let program: Command;
beforeAll(async () => {
  program = await describeProgram();
});

function codes(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

test('every command and option of Alembic has a row', () => {
  const told = rows.flatMap(([, alembic]) => codes(alembic));
  for (const [command, options] of Object.entries(ALEMBIC)) {
    const own = told.filter((code) => code.split(' ').slice(0, 2).join(' ') === `alembic ${command}`);
    expect(own.length, command).toBeGreaterThan(0);
    for (const option of options)
      expect(
        own.some((code) => code.split(' ').includes(option)),
        `${command} ${option}`,
      ).toBe(true);
  }
  for (const option of GLOBALS)
    expect(
      told.some((code) => code.split(' ').includes(option)),
      option,
    ).toBe(true);
});

test('every command and option that the tables name exists', () => {
  const named = [...codes(text)].filter((code) => /^migrate \S/.test(code));
  expect(named.length).toBeGreaterThan(40);
  for (const code of named) {
    const [, ...words] = code.split(' ');
    const [name = ''] = words.filter((word) => !word.startsWith('-'));
    const command = program.commands.find((one) => one.name() === name);
    if (!words.includes('--version')) expect(command, code).toBeDefined();
    const options = [...program.options, ...(command?.options ?? [])].flatMap(({ short, long }) => [short, long]);
    for (const option of words.filter((word) => word.startsWith('-') && !/^-\d/.test(word))) {
      expect(options, `${code}: ${option}`).toContain(option);
    }
  }
});

test('every key of the configuration that the table names exists', () => {
  const section = text.slice(text.indexOf('## alembic.ini'), text.indexOf('## env.py'));
  const known: readonly string[] = [...CONFIG_KEYS[''], ...CONFIG_KEYS['environments.*'], ...CONFIG_KEYS.runner];
  const keys = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => codes(line.split('|')[2]))
    .filter((code) => /^[a-zA-Z]+$/.test(code));
  expect(keys.length).toBeGreaterThan(3);
  for (const key of keys) expect(known).toContain(key);
});
