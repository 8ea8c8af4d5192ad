import { existsSync, realpathSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import type { PackageFolders } from '../../ports/workspace/package-folders.ts';

/**
 * Follows the links that npm, pnpm and yarn create in `node_modules` for packages of the workspace. What is there is
 * looked up once, since the packages of a workspace need the same few others: it is for one short command.
 */
export function packageFolders(root: string): PackageFolders {
  const realRoot = realpathSync.native(root);
  const hasModules = remembered((folder) => existsSync(`${realRoot}/${folder}/node_modules`));
  const targetOf = remembered((link) => target(realRoot, link));
  return {
    folderOf(from, name) {
      for (let at = from; ; at = posix.dirname(at)) {
        const folder = hasModules(at) ? targetOf(`${at}/node_modules/${name}`) : undefined;
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

/** The answer for each path, asked for once. */
function remembered<T>(ask: (path: string) => T): (path: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (path) => {
    const known = answers.get(path) ?? { answer: ask(path) };
    answers.set(path, known);
    return known.answer;
  };
}
