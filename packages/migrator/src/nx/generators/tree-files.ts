import type { Tree } from '@nx/devkit';
import type { InitFiles } from '../../commands/init/init-manifest.ts';
import { FileExistsError } from '../../errors/workspace/file-errors.ts';

/**
 * The virtual files of an Nx generator: nothing reaches the disk before it has ended well, and `--dry-run` shows what
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
