import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { tempDir } from '../support/temp-dir.ts';
import { ScenarioWorkspace } from '../support/workspaces/scenario-workspace.ts';

const CI = resolve(import.meta.dirname, '../../../../docs/ci');
const read = (file: string): string => readFileSync(join(CI, file), 'utf8');

/** The command of each form, as its program would run it. */
const husky = read('husky/pre-commit');
const lefthook: string = parse(read('lefthook.yml'))['pre-commit'].commands.migrations.run;
const preCommit: string = parse(read('.pre-commit-config.yaml')).repos[0].hooks[0].entry;

test('a commit that changes a schema without a revision is refused, with it let through', () => {
  const workspace = new ScenarioWorkspace(tempDir('braid-hooks-'));
  workspace.begin('reference');
  workspace.write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  const install = (command: string): void => {
    const file = join(workspace.root, '.git/hooks/pre-commit');
    writeFileSync(file, `#!/bin/sh\n${command}\n`);
    chmodSync(file, 0o755);
  };
  const head = (): string => workspace.run('git rev-parse HEAD').stdout;
  const commit = (what = ''): string => workspace.run(`git commit -m step ${what}; echo "exit $?"`).stdout;
  workspace.run('git add . && git commit -qm configuration');
  const before = head();

  workspace.edit('features/events/src/schema.ts', '    source: varchar(', '    title: text(),\n    source: varchar(');
  install(husky);
  // With -a git makes an index of its own for the commit.
  expect(commit('-a')).toMatch(/schema-changed[\s\S]*column events.title[\s\S]*exit 1/);
  // Half a change: the schema is staged, its revision is not.
  expect(workspace.run('migrate revision -m title --slice events').status).toBe(0);
  workspace.run('git add features/events/src');
  install(lefthook);
  expect(commit()).toMatch(/schema-changed[\s\S]*exit 1/);
  expect(head()).toBe(before);
  expect(workspace.run('ls .braid/staged').stdout).toBe('');

  workspace.run('git add features');
  // What is not staged does not count: neither a further change of the schema nor a broken revision of another slice.
  workspace.edit('features/events/src/schema.ts', '    title: text(),', '    title: text(),\n    other: text(),');
  workspace.write('features/common/migrations/9_broken.sql', 'no header');
  install(preCommit);
  expect(commit()).toMatch(/events +features\/events\/migrations\/[\s\S]*nothing wrong[\s\S]*exit 0/);
  expect(head()).not.toBe(before);
  expect(workspace.run('git status --porcelain features/common').stdout).toContain('9_broken.sql');
  workspace.write('README.md', 'words\n');
  workspace.run('git reset -q && git add README.md');
  expect(commit()).toMatch(/Nothing that is staged touches a slice\.[\s\S]*exit 0/);
});
