import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SCRIPTS } from '../../src/cli/complete/scripts.ts';
import { splitLine } from '../../src/cli/complete/split-line.ts';
import { writeTree } from '../adapters/fs/write-tree.ts';
import { tempDir } from '../support/temp-dir.ts';
import { runCli } from './run-cli.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

async function complete(line: string, cwd = REPOSITORY): Promise<string[]> {
  const { exitCode, stdout, stderr } = await runCli(['__complete', line], { cwd });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0] ?? '']));
}

test.each([
  ['migrate', ['migrate']],
  ['migrate ', ['']],
  ['migrate up', ['up']],
  ['migrate  upgrade  ev', ['upgrade', 'ev']],
  ['migrate revision -m "add a title" --sl', ['revision', '-m', 'add a title', '--sl']],
  ["migrate revision -m '", ['revision', '-m', '']],
  ['migrate show a\\ b', ['show', 'a b']],
])('%j splits into words', (line, words) => expect(splitLine(line)).toEqual(words));

describe('__complete', () => {
  test.each([
    ['migrate up', ['upgrade']],
    ['migrate ini', ['init']],
    ['migrate __', []],
    ['migrate help statu', ['status']],
    ['migrate --sl', ['--slice']],
    ['migrate history --gr', ['--graph']],
    ['migrate --slice ', ['common', 'discord', 'events', 'execution', 'setups', 'strategy']],
    ['migrate --slice events history --sl', ['--slice']],
    ['migrate graph --format ', ['svg', 'dot', 'mermaid', 'json']],
    ['migrate graph --format=d', ['--format=dot']],
    ['migrate upgrade events@h', ['events@head', 'events@heads']],
    ['migrate --slice events downgrade 11ed', ['11edddef0cec']],
    ['migrate show 11ed', ['11edddef0cec']],
    ['migrate revision --depends-on stra', ['strategy', 'strategy@head']],
    ['migrate history -r events@base:11ed', ['events@base:11edddef0cec']],
    ['migrate repair ', ['accept', 'forget', 'adopt', 'done', 'not-done']],
    ['migrate repair forget 11ed', ['11edddef0cec']],
    ['migrate repair forget x ', []],
    ['migrate db re', ['reset']],
    ['migrate completion ', ['bash', 'zsh', 'fish']],
    ['migrate upgrade --tag ', []],
    ['migrate nonsense ', []],
  ])('%j', async (line, expected) => expect(await complete(line)).toEqual(expected));

  test('seeds come from the folders of the slices', async () => {
    const root = writeTree({
      'features/events/slice.json': '{ "label": "events" }',
      'features/events/seeds/2_more.ts': '',
      'features/events/seeds/1_demo.sql': '',
    });
    expect(await complete('migrate seed ', root)).toEqual(['events/1_demo', 'events/2_more']);
  });

  test('environments come from the configuration', async () => {
    const root = writeTree({
      'migrate.config.json': '{"environments":{"staging":{"url":"embedded"},"local":{"url":"embedded"}}}',
      'features/events/slice.json': '{ "label": "events" }',
    });
    expect(await complete('migrate --env ', root)).toEqual(['staging', 'local']);
    expect(await complete(`migrate -C ${root} status --env st`, '/')).toEqual(['staging']);
  });

  test('a broken workspace completes nothing and says nothing', async () => {
    const root = tempDir();
    const file = join(root, 'features/a/slice.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{');
    expect(await complete('migrate --slice ', root)).toEqual([]);
  });

  test('no id before a character of it is typed, beyond the heads', async () => {
    const words = await complete('migrate show ');
    expect(words).toContain('11edddef0cec');
    expect(words).not.toContain('3598306a3a51');
    expect(await complete('migrate show 3')).toContain('3598306a3a51');
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'] as const)('prints the script of %s', async (shell) => {
    const { stdout, exitCode } = await runCli(['completion', shell], { cwd: '/' });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(SCRIPTS[shell]);
  });

  test('another shell is a usage error', async () => {
    const { stderr, exitCode } = await runCli(['completion', 'csh'], { cwd: '/' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });

  test('bash replaces what comes after @ and : only', () => {
    const script = `migrate() { printf 'events@head\\tx\\nevents@heads\\t\\nevents@base:events\\t\\n'; }
${SCRIPTS.bash}
try() { COMP_LINE="$1"; COMP_POINT=\${#1}; _migrate; echo "\${COMPREPLY[*]}"; }
try 'migrate upgrade events@h'
try 'migrate upgrade ev'
try 'migrate history -r events@base:e'`;
    const env = { ...process.env, COMP_WORDBREAKS: ' \t\n"\'@><=;|&(:' };
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8', env })).toBe(
      'head heads\nevents@head events@heads events@base:events\nevents\n',
    );
  });
});
