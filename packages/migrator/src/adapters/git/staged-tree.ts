import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { processFolder } from '../fs/process-folder.ts';
import { filesIn } from './files-in.ts';
import { runGit } from './run-git.ts';

/** A workspace as it would be in the next commit. */
export interface StagedTree {
  readonly root: string;
  close(): void;
}

/** Inside the workspace, so that packages are found in its `node_modules`. */
const FOLDER = '.braid/staged';
const NEVER_LINKED = ['.git', '.braid', 'node_modules'];

/**
 * Writes what the index has of some folders (and of the files at the root) to a folder that only this process uses. The
 * rest of the root is linked, for schemas that import it. Throws a `GitFailedError`.
 */
export async function checkOutStaged(root: string, folders: readonly string[]): Promise<StagedTree> {
  const target = processFolder(join(root, FOLDER));
  const close = (): void => rmSync(target, { recursive: true, force: true });
  try {
    mkdirSync(target, { recursive: true });
    const [prefix, files] = await Promise.all([
      runGit(root, ['rev-parse', '--show-prefix']),
      runGit(root, ['ls-files', '-z', '--', ...filesIn(folders)]),
    ]);
    await runGit(root, ['checkout-index', '-z', '--stdin', '--force', `--prefix=${target}/`], files);
    // Paths of the index begin at the root of the repository.
    const staged = join(target, prefix.toString('utf8').trim());
    mkdirSync(staged, { recursive: true });
    link(root, staged, folders);
    return { root: staged, close };
  } catch (error) {
    close();
    throw error;
  }
}

function link(root: string, staged: string, folders: readonly string[]): void {
  const own = new Set(folders.map((folder) => folder.split('/')[0] ?? ''));
  for (const name of readdirSync(root)) {
    if (NEVER_LINKED.includes(name) || own.has(name) || existsSync(join(staged, name))) continue;
    symlinkSync(join(root, name), join(staged, name));
  }
  for (const folder of folders) {
    const modules = join(folder, 'node_modules');
    if (folder === '' || !existsSync(join(root, modules)) || !existsSync(join(staged, folder))) continue;
    mkdirSync(dirname(join(staged, modules)), { recursive: true });
    symlinkSync(join(root, modules), join(staged, modules));
  }
}
