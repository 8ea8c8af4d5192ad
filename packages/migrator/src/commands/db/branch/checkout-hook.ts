import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { BranchBench } from './branch-database.ts';

const MARK = '# Written by: migrate db branch --hook';

/** Runs `migrate db branch` whenever a branch is checked out, in the folder of the workspace. */
function hookLine(root: string): string {
  return `git symbolic-ref --quiet HEAD > /dev/null && cd '${root.replaceAll("'", "'\\''")}' && npx --no migrate db branch --quiet || true`;
}

/**
 * Writes the hook of git that makes and uses the database of each branch that is checked out. Throws a `UsageError`
 * where there is another one.
 *
 * @returns its file
 */
export async function writeCheckoutHook({
  branches,
  hookFiles,
  workspace,
}: Pick<BranchBench, 'branches' | 'hookFiles' | 'workspace'>): Promise<string> {
  const file = `${await (await branches()).hooksFolder()}/post-checkout`;
  const found = hookFiles.read(file);
  const command = hookLine(workspace.root);
  if (found !== undefined && !found.includes(MARK)) throw new UsageError({ problem: 'hook-taken', file, command });
  // The third argument is 1 where a branch was checked out, and 0 for single files.
  hookFiles.writeProgram(file, `#!/bin/sh\n${MARK}\n[ "$3" = 1 ] || exit 0\n${command}\n`);
  return file;
}
