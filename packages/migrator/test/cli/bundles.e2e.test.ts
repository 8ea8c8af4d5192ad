import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { isTopic } from '../../src/cli/help/topics.ts';
import type { main } from '../../src/cli/main.ts';
import { migrateBin, runMigrate } from '../support/run-migrate.ts';
import { sampled } from '../support/sample.ts';
import { tempDir } from '../support/temp-dir.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

test.each(sampled(COMMANDS, 3).map(({ name }) => name))(
  'migrate %s is in the bundle, and all that it needs',
  async (name) => {
    const cwd = tempDir('braid-bundles-');
    const { exitCode, stdout, stderr } = await runMigrate([name, '--help'], { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`Usage: migrate ${name} `);
    // What is a topic as well is explained after it.
    const help = (await runMigrate(['help', name], { cwd })).stdout;
    expect(isTopic(name) ? help.slice(0, stdout.length) : help).toBe(stdout);
  },
);

/** Runs a command line in this process and gives the packs that were loaded, without the hash in their names. */
async function packsLoadedBy(words: readonly string[]): Promise<readonly string[]> {
  type Load = (folder: string, compile: (file: string) => Script) => { readonly main: typeof main };
  const { loadProgram }: { loadProgram: Load } = createRequire(import.meta.url)(migrateBin);
  const packs: string[] = [];
  const program = loadProgram(resolve(migrateBin, '../../dist/bin'), (file) => {
    packs.push(
      basename(file)
        .replace(/-[0-9a-f]{8}\.cjs$/, '')
        .replace('.cjs', ''),
    );
    return new Script(readFileSync(file, 'latin1'), { filename: file });
  });
  const printed: string[] = [];
  const stream = { write: (text: string) => printed.push(text) };
  await program.main(words, { stdout: stream, stderr: stream, env: {}, cwd: REPOSITORY });
  expect(printed.join('')).not.toContain('internal');
  return packs;
}

test('what reads JSON with comments is in no pack of an everyday command', () => {
  const folder = resolve(migrateBin, '../../dist/bin');
  const packs = readdirSync(folder).filter((file) => file.endsWith('.cjs'));
  const having = packs.filter((file) => readFileSync(resolve(folder, file), 'latin1').includes('InvalidCommentToken'));
  expect(having).toEqual([expect.stringMatching(/^rest-/)]);
});

test('the first pack can read headers, and has nothing that reads whole revision files', () => {
  const first = readFileSync(resolve(migrateBin, '../../dist/bin/migrate.cjs'), 'latin1');
  const having = ['HeaderReader', 'sectionsOf', 'parseSections'].filter((name) => first.includes(name));
  expect(having).toEqual(['HeaderReader']);
});

const NOWHERE = 'postgres://127.0.0.1:1/none';

test.each<[packs: string, words: readonly string[]]>([
  ['migrate', ['heads']],
  ['migrate', ['--slice', 'events', 'heads']],
  ['migrate', ['history', '--graph']],
  ['migrate', ['branches']],
  ['migrate files', ['show', 'heads']],
  ['migrate', ['__complete', 'migrate heads ']],
  ['migrate database files', ['__complete', 'migrate upgrade ']],
  ['migrate', ['--help']],
  ['migrate database files script', ['upgrade', 'events@head', '--sql']],
  ['migrate database files errors', ['status', '--url', NOWHERE]],
  ['migrate database files errors', ['--quiet', 'current', '--url', NOWHERE]],
  ['migrate database files errors', ['upgrade', '--url', NOWHERE]],
  ['migrate database files errors', ['--slice', 'events', '--url', NOWHERE]],
  ['migrate database files errors', ['downgrade', 'base', '--url', NOWHERE]],
  ['migrate database files errors', ['log', '--url', NOWHERE]],
])('%s is all that is loaded for %j', async (packs, words) => {
  expect((await packsLoadedBy(words)).join(' ')).toBe(packs);
});

test('what other commands need is loaded when they run', async () => {
  expect(await packsLoadedBy(['config', '--json'])).toContain('rest');
});

test.each([[], ['-h'], ['--help'], ['--slice', 'a', 'heads'], ['haeds']])(
  'the words %j are understood or refused',
  async (...words) => {
    const { stdout, stderr } = await runMigrate(words, { cwd: tempDir('braid-bundles-') });
    expect(stdout + stderr).not.toBe('');
    expect(stdout + stderr).not.toContain('unexpected');
  },
);
