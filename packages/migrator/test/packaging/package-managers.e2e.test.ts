import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareGlobals } from '../../src/cli/options/global-options.ts';
import { packageManagerOf } from '../../src/scaffold/package/package-manager.ts';
import { runShell } from '../support/run-shell.ts';
import { sampled } from '../support/sample.ts';
import { makeTempDir, removeTempDir } from '../support/temp-dir.ts';

// What `init` and the documentation call the command line by must hand on every option: npm takes some for its own.

const PINNED = 'pnpm@10.33.0 yarn@1.22.22';
let folder = '';
let app = '';

beforeAll(() => {
  folder = makeTempDir('braid-managers-');
  app = join(folder, 'app');
  const bin = join(app, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true }');
  // A stand-in that only says what it was given.
  const braid = join(bin, 'braid');
  writeFileSync(braid, '#!/usr/bin/env node\nconsole.log(JSON.stringify(process.argv.slice(2)));\n');
  chmodSync(braid, 0o755);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const { status, stderr } = runShell(`npm install --no-audit --no-fund --prefer-offline ${PINNED}`, folder);
  expect(status, stderr).toBe(0);
});

afterAll(() => removeTempDir(folder));

const globals = declareGlobals(new Command()).options.flatMap(({ short, long, required }) =>
  [short, long].flatMap((flag) => (flag ? [required ? [flag, 'k=v'] : [flag]] : [])),
);

const forms = [
  packageManagerOf('npm', []).migrate,
  'npx braid',
  packageManagerOf('pnpm', []).migrate,
  // The classic Yarn prints a heading unless it is silent; the later ones print none.
  packageManagerOf('yarn', []).migrate.replace('yarn ', 'yarn --silent '),
];

// Where an option comes first, it is the package manager that sees it first.
const lines = [['--help'], ['--version'], ['--slice', 'events'], ['status', ...globals.flat(), '-h', '--version']];

test.each(sampled(forms, 2))('%s hands on every option', (form) => {
  const { PATH = '' } = process.env;
  const { stdout, stderr } = runShell(lines.map((words) => `${form} ${words.join(' ')}`).join('\n'), app, {
    PATH: `${join(folder, 'node_modules/.bin')}:${PATH}`,
  });
  expect(stdout.trim().split('\n'), stderr).toEqual(lines.map((words) => JSON.stringify(words)));
});
