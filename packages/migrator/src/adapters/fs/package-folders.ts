import { realpathSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import type { PackageFolders } from '../../ports/workspace/package-folders.ts';

/** Follows the links that npm, pnpm and yarn create in `node_modules` for packages of the workspace. */
export function packageFolders(root: string): PackageFolders {
  const realRoot = realpathSync.native(root);
  return {
    folderOf(from, name) {
      for (let at = from; ; at = posix.dirname(at)) {
        const folder = target(realRoot, `${at}/node_modules/${name}`);
        if (folder !== undefined) return isOwn(folder) ? folder : undefined;
        if (at === '.' || at === '') return undefined;
      }
    },
  };
}

function target(realRoot: string, link: string): string | undefined {
  try {
    return relative(realRoot, realpathSync.native(`${realRoot}/${link}`))
      .split(sep)
      .join('/');
  } catch {
    return undefined;
  }
}

function isOwn(folder: string): boolean {
  return folder !== '' && !folder.startsWith('..') && !folder.split('/').includes('node_modules');
}
