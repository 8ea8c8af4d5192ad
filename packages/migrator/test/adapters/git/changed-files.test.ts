import { expect, test } from 'vitest';
import { changedFiles } from '../../../src/adapters/git/changed-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

test.each([
  ['since', (files) => files.since('main')],
  ['staged', (files) => files.staged()],
  ['unstaged', (files) => files.unstaged(['features'])],
] satisfies readonly (readonly [string, (files: ReturnType<typeof changedFiles>) => Promise<unknown>])[])(
  'outside a repository, %s says so, and not what git says of options',
  async (_, ask) => {
    const said = expect.stringContaining('not a git repository');
    await expect(ask(changedFiles(tempDir()))).rejects.toMatchObject({ code: 'git-failed', facts: { said } });
  },
);
