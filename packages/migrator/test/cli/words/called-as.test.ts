import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { asTyped } from '../../../src/cli/words/as-typed.ts';
import { calledAs } from '../../../src/cli/words/called-as.ts';
import { COMMAND_NAMES } from '../../../src/cli/words/command-names.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { runCli } from '../run-cli.ts';

/** A project with the program in node_modules, beside a folder of programs for everybody. */
function machine() {
  const root = tempDir();
  const put = (path: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
    return join(root, path);
  };
  const link = (path: string, to: string): string => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(to, join(root, path));
    return join(root, path);
  };
  const script = put('project/node_modules/@braid/migrator/bin/migrate.cjs');
  put('project/features/events/slice.json');
  return { root, put, link, script, bin: link('project/node_modules/.bin/braid', script) };
}

test.each([
  ['npm', 'npx braid'],
  ['pnpm/9.1.0 npm/? node/v20', 'pnpm exec braid'],
  ['yarn/4.1.0', 'yarn braid'],
  ['bun/1.1', 'bunx braid'],
])('in a project, started by %s: %s', (agent, typed) => {
  const { root, bin } = machine();
  const env = { npm_command: 'exec', npm_config_user_agent: agent, PATH: join(root, 'project/node_modules/.bin') };
  expect(calledAs({ script: bin, cwd: join(root, 'project/features/events'), env })).toBe(typed);
});

test('on PATH it is called by its name, but not by one that is another program there', () => {
  const { root, link, put, script } = machine();
  const cwd = join(root, 'project');
  const env = { PATH: join(root, 'bin') };
  link('bin/braid', script);
  expect(calledAs({ script, cwd, env })).toBe('braid');
  put('first/migrate');
  link('bin/migrate', script);
  expect(calledAs({ script, cwd, env })).toBe('migrate');
  expect(calledAs({ script, cwd, env: { PATH: `${join(root, 'first')}:${join(root, 'bin')}` } })).toBe('braid');
});

test('elsewhere it is the file, what npx fetched, or what a wrapper says', () => {
  const { root, script } = machine();
  expect(calledAs({ script, cwd: root, env: {} })).toBe(`node ${script}`);
  const fetched = '/home/ann/.npm/_npx/0123/node_modules/.bin/braid';
  expect(calledAs({ script: fetched, cwd: root, env: {} })).toBe('npx -p @braid/migrator braid');
  expect(calledAs({ script, cwd: root, env: { BRAID_CALLED_AS: 'make db --' } })).toBe('make db --');
});

test.each([
  ['See what there is: migrate history, migrate heads.', 'See what there is: npx braid history, npx braid heads.'],
  ['migrate --help lists them', 'npx braid --help lists them'],
  ['migrate <command> --help', 'npx braid <command> --help'],
  ['Prove them: `migrate validate`', 'Prove them: `npx braid validate`'],
  ['psql "$(migrate db url)"', 'psql "$(npx braid db url)"'],
  // Names of files and words that are no command line.
  ['edit migrate.config.json', 'edit migrate.config.json'],
  ['what migrate reads', 'what migrate reads'],
  ['-- migrate:upgrade', '-- migrate:upgrade'],
  ['./bin/migrate upgrade', './bin/migrate upgrade'],
])('%s', (hint, typed) => {
  expect(asTyped(hint, 'npx braid')).toBe(typed);
  expect(asTyped(hint, 'migrate')).toBe(hint);
});

test('the names of all commands are known', () => {
  const shown = COMMANDS.flatMap(({ name, hidden }) => (hidden === true ? [] : [name]));
  expect([...COMMAND_NAMES].sort()).toEqual([...shown].sort());
});

test('help, hints and repairs say it; messages and JSON do not', async () => {
  const as = { cwd: '/', program: 'npx braid' };
  expect((await runCli(['--help'], as)).stdout).not.toMatch(/^ {2}migrate /m);
  expect((await runCli(['upgrade', '--help'], as)).stdout).toMatch(/^Usage: npx braid upgrade /);
  expect((await runCli(['help', 'heads'], as)).stdout).toContain('  npx braid merge events ');
  const { stderr } = await runCli(['rollback'], as);
  expect(stderr).toContain('→ Did you mean downgrade? npx braid --help lists commands and options.');
  expect((await runCli(['rollback', '--json'], as)).stdout).toContain('? migrate --help lists');
});
