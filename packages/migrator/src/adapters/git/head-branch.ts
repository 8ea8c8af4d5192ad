import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The branch that is checked out in the working tree of a folder, read from its files: starting git would cost every
 * command several milliseconds. `undefined` between branches and outside a repository.
 */
export function headBranch(folder: string): string | undefined {
  const gitFolder = findGitFolder(resolve(folder));
  if (gitFolder === undefined) return undefined;
  const head = read(join(gitFolder, 'HEAD'))?.trim() ?? '';
  return /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
}

/** In a linked working tree `.git` is a file that says where the folder is. */
function findGitFolder(folder: string): string | undefined {
  const own = join(folder, '.git');
  if (read(join(own, 'HEAD')) !== undefined) return own;
  const linked = /^gitdir: (.+)$/m.exec(read(own) ?? '')?.[1];
  if (linked !== undefined) return resolve(folder, linked.trim());
  const parent = dirname(folder);
  return parent === folder ? undefined : findGitFolder(parent);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
