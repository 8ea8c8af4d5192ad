import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const FOLDER = "it's here";

/** A repository whose workspace is in a folder of it; `npx` and `migrate` in it only write down where they ran. */
async function repository() {
  const top = writeTree({
    '.gitignore': 'bin\nnode_modules\n',
    [`${FOLDER}/nx.json`]: '{}',
    [`${FOLDER}/features/shop/slice.json`]: '{ "label": "shop", "schema": null }',
  });
  const [root, ran] = [join(top, FOLDER), join(top, 'bin/ran')];
  const program = (folder: string, name: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $PWD $*" >> '${ran}'\n`);
    chmodSync(join(folder, name), 0o755);
  };
  program(join(top, 'bin'), 'npx');
  const env = { PATH: `${join(top, 'bin')}:${process.env.PATH}`, DATABASE_URL: (await freshDatabase()).url };
  const git = (cwd: string, ...args: readonly string[]): void => {
    const who = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...who, ...args], { cwd, env, stdio: 'pipe' });
  };
  git(top, 'init', '-q', '-b', 'main');
  git(top, 'add', '-A');
  git(top, 'commit', '-qm', 'x');
  const hook = () => runCli(['--json', 'db', 'branch', '--hook'], { cwd: root, env });
  return {
    ...{ top, root, git, program, hook },
    /** What ran since it was asked last. */
    ran(): readonly string[] {
      const lines = existsSync(ran) ? readFileSync(ran, 'utf8').split('\n').filter(Boolean) : [];
      writeFileSync(ran, '');
      return lines;
    },
  };
}

test('the hook runs where the workspace is in the working tree that was changed, and starts what is installed', async () => {
  const { top, root, git, program, hook, ran } = await repository();
  expect(await hook()).toMatchObject({ exitCode: 0 });
  git(root, 'checkout', '-qb', 'feature/a');
  expect(ran()).toEqual([`npx ${root} --no migrate db branch --quiet`]);
  program(join(root, 'node_modules/.bin'), 'migrate');
  git(top, 'checkout', '-q', 'main');
  expect(ran()).toEqual([`migrate ${root} db branch --quiet`]);
  // Hooks are those of the repository; its other working trees have no part in what this one has checked out.
  const other = join(tempDir(), 'other');
  git(top, 'worktree', 'add', '-q', '-b', 'feature/b', other);
  git(other, 'checkout', '-qb', 'feature/c');
  const there = `npx ${join(other, FOLDER)} --no migrate db branch --quiet`;
  expect(ran()).toEqual([there, there]);
});

test('a hook of somebody else stays, and the line to add to it says when it runs', async () => {
  const { top, root, git, hook, ran } = await repository();
  const file = join(top, '.git/hooks/post-checkout');
  mkdirSync(join(top, '.git/hooks'), { recursive: true });
  writeFileSync(file, '#!/bin/sh -e\n');
  chmodSync(file, 0o755);
  const refused = await hook();
  expect(refused).toMatchObject({ exitCode: 2 });
  const { error } = JSON.parse(refused.stdout);
  expect(error).toMatchObject({ facts: { problem: 'hook-taken', file, command: expect.any(String) } });
  expect(error.hint).toBe(`Add this line to ${file}: ${error.facts.command}`);
  writeFileSync(file, `#!/bin/sh -e\n${error.facts.command}\necho after >> '${join(top, 'bin/ran')}'\n`);
  git(top, 'checkout', '-q', '--', '.gitignore');
  expect(ran()).toEqual(['after']);
  git(top, 'checkout', '-qb', 'feature/a');
  expect(ran()).toEqual([`npx ${root} --no migrate db branch --quiet`, 'after']);
});

test('in a repository with Husky the line belongs into its own file, not into what Husky makes', async () => {
  const { top, git, hook } = await repository();
  git(top, 'config', 'core.hooksPath', '.husky/_');
  mkdirSync(join(top, '.husky/_'), { recursive: true });
  writeFileSync(join(top, '.husky/_/post-checkout'), '#!/bin/sh\n');
  const refused = await hook();
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: { facts: { problem: 'hook-taken', file: join(top, '.husky/post-checkout') } },
  });
});
