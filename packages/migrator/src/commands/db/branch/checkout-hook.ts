import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { BranchBench } from './branch-database.ts';

const MARK = '# Written by: migrate db branch --hook';
/** From the workspace upwards: a monorepo may have its packages in its root. */
const PLACES = ['.', '..', '../..', '../../..'];

/**
 * Runs `migrate db branch` whenever a branch is checked out (git's third argument is 1 then, and 0 for single files),
 * in the working tree where it is: git starts hooks at its top, and all working trees of a repository have the same
 * hooks. Does nothing if Braid is not installed, as in a new working tree: npx would ask the registry for a package of
 * that name, and other tools are called `migrate` as well.
 *
 * @param folder of the workspace in the working tree, empty at its top
 */
function hookLine(folder: string): string {
  const enter = folder === '' ? '' : `cd './${folder.replaceAll("'", "'\\''")}' && `;
  const program = '"$at/node_modules/.bin/braid"';
  const run = `for at in ${PLACES.join(' ')}; do if [ -x ${program} ]; then ${program} db branch --quiet; break; fi; done`;
  return `[ "$3" = 1 ] && git symbolic-ref --quiet HEAD > /dev/null && ${enter}${run} || true`;
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
}: Pick<BranchBench, 'branches' | 'hookFiles'>): Promise<string> {
  const git = await branches();
  const file = `${await git.hooksFolder()}/post-checkout`;
  const found = hookFiles.read(file);
  const command = hookLine(await git.folder());
  if (found !== undefined && !found.includes(MARK)) {
    throw new UsageError({ problem: 'hook-taken', file: meantBy(file), command });
  }
  hookFiles.writeProgram(file, `#!/bin/sh\n${MARK}\n${command}\n`);
  return file;
}

/** Husky rewrites the files in `.husky/_`; they run the files of the same name in `.husky`. */
function meantBy(file: string): string {
  return file.replace(/\/_(?=\/post-checkout$)/, '');
}
