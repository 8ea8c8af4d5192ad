import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

const FOLDER = "it's here";

/** A repository whose workspace is in a folder of it; what is installed in it only writes down where it ran. */
async function repository() {
  const top = writeTree({
    '.gitignore': 'ran\nnode_modules\n',
    [`${FOLDER}/nx.json`]: '{}',
    [`${FOLDER}/features/shop/slice.json`]: '{ "label": "shop", "schema": null }',
  });
  const [root, ran] = [join(top, FOLDER), join(top, 'ran')];
  const install = (folder: string): void => {
    const file = join(folder, 'node_modules/.bin/braid');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho "$0 $PWD $*" >> '${ran}'\n`);
    chmodSync(file, 0o755);
  };
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: (await freshDatabase()).url };
  const git = (cwd: string, ...args: readonly string[]): void => {
    const who = ['-c', 'user.name=ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...who, ...args], { cwd, env, stdio: 'pipe' });
  };
  git(top, 'init', '-q', '-b', 'main');
  git(top, 'add', '-A');
  git(top, 'commit', '-qm', 'x');
  const hook = () => runCli(['--json', 'db', 'branch', '--hook'], { cwd: root, env });
  return {
    ...{ top, root, git, install, hook },
    /** What ran since it was asked last. */
    ran(): readonly string[] {
      const lines = existsSync(ran) ? readFileSync(ran, 'utf8').split('\n').filter(Boolean) : [];
      writeFileSync(ran, '');
      return lines;
    },
  };
}

test('the hook runs where the workspace is in the working tree that was changed, and starts what is installed there', async () => {
  const { top, root, git, install, hook, ran } = await repository();
  expect(await hook()).toMatchObject({ exitCode: 0 });
  git(root, 'checkout', '-qb', 'feature/a');
  expect(ran()).toEqual([]);
  install(top);
  git(root, 'checkout', '-q', 'main');
  expect(ran()).toEqual([`../node_modules/.bin/braid ${root} db branch --quiet`]);
  install(root);
  git(top, 'checkout', '-q', 'feature/a');
  expect(ran()).toEqual([`./node_modules/.bin/braid ${root} db branch --quiet`]);
  // Hooks are those of the repository; its other working trees have no part in what this one has checked out.
  const other = join(tempDir(), 'other');
  git(top, 'worktree', 'add', '-q', '-b', 'feature/b', other);
  expect(ran()).toEqual([]);
  install(other);
  git(other, 'checkout', '-qb', 'feature/c');
  expect(ran()).toEqual([`../node_modules/.bin/braid ${join(other, FOLDER)} db branch --quiet`]);
});

test('a hook of somebody else stays, and the line to add to it says when it runs', async () => {
  const { top, root, git, install, hook, ran } = await repository();
  install(root);
  const file = join(top, '.git/hooks/post-checkout');
  mkdirSync(join(top, '.git/hooks'), { recursive: true });
  writeFileSync(file, '#!/bin/sh -e\n');
  chmodSync(file, 0o755);
  const refused = await hook();
  expect(refused).toMatchObject({ exitCode: 2 });
  const { error } = JSON.parse(refused.stdout);
  expect(error).toMatchObject({ facts: { problem: 'hook-taken', file, command: expect.any(String) } });
  expect(error.hint).toBe(`Add this line to ${file}: ${error.facts.command}`);
  writeFileSync(file, `#!/bin/sh -e\n${error.facts.command}\necho after >> '${join(top, 'ran')}'\n`);
  git(top, 'checkout', '-q', '--', '.gitignore');
  expect(ran()).toEqual(['after']);
  git(top, 'checkout', '-qb', 'feature/a');
  expect(ran()).toEqual([`./node_modules/.bin/braid ${root} db branch --quiet`, 'after']);
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
