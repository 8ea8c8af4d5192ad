import type { Tree } from '@nx/devkit';
import type { InitFiles } from '../../commands/init/init-manifest.ts';
import { FileExistsError } from '../../errors/workspace/file-errors.ts';
import { DRIZZLE_CONFIG } from '../../scaffold/drizzle/drizzle-config.ts';

/**
 * The virtual files of an Nx generator: nothing reaches the disk before it has succeeded, and `--dry-run` shows what
 * would.
 */
export function treeFiles(tree: Tree): InitFiles {
  return {
    exists: (path) => tree.exists(path),
    read: (file) => (tree.exists(file) && tree.isFile(file) ? (tree.read(file, 'utf8') ?? undefined) : undefined),
    list: (folder, ending) =>
      tree
        .children(folder)
        .filter((name) => !name.startsWith('.') && name.endsWith(ending) && tree.isFile(`${folder}/${name}`))
        .sort(),
    create(file, text) {
      if (tree.exists(file)) throw new FileExistsError({ file });
      tree.write(file, text);
    },
    replace: (file, text) => tree.write(file, text),
  };
}

/** Packages of a workspace are not deeper than this. */
const DEPTH = 5;

/** Configurations of drizzle-kit, relative to the root, sorted. */
export function drizzleConfigsIn(tree: Tree): readonly string[] {
  const below = (folder: string, depth: number): readonly string[] =>
    tree.children(folder).flatMap((name) => {
      if (name.startsWith('.') || name === 'node_modules' || name === 'dist') return [];
      const path = folder === '' ? name : `${folder}/${name}`;
      if (tree.isFile(path)) return DRIZZLE_CONFIG.test(name) ? [path] : [];
      return depth < DEPTH ? below(path, depth + 1) : [];
    });
  return [...below('', 1)].sort();
}
