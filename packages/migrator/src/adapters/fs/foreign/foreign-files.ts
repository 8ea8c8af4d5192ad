import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ForeignFile } from '../../../adopt/foreign-history.ts';
import { ForeignFolderError } from '../../../errors/adopt/adopt-errors.ts';
import { FileTooLargeError } from '../../../errors/workspace/file-errors.ts';
import type { ForeignFiles } from '../../../ports/workspace/foreign-files.ts';
import { decodeText } from '../decode-text.ts';
import { MAX_REVISION_BYTES } from '../read-bytes.ts';
import { requireInside } from '../require-inside.ts';
import { reading } from '../workspace-folder.ts';
import { createTogether } from './create-together.ts';
import { findDrizzleConfigs } from './find-drizzle-configs.ts';

/** @param cwd what paths from the user are relative to */
export function openForeignFiles(root: string, cwd: string): ForeignFiles {
  const textOf = (path: string): ForeignFile => {
    requireInside(root, path);
    const bytes = reading(path, () => readFileSync(join(root, path)));
    if (bytes.length > MAX_REVISION_BYTES)
      throw new FileTooLargeError({ file: path, bytes: bytes.length, limit: MAX_REVISION_BYTES });
    return { path, text: decodeText(bytes, { slice: '', file: path }) };
  };
  return {
    locate(tool, path) {
      const absolute = resolve(cwd, path);
      const inRoot = relative(root, absolute).split(sep).join('/');
      if (inRoot === '..' || inRoot.startsWith('../') || isAbsolute(inRoot))
        throw new ForeignFolderError({ tool, problem: 'outside', folder: path });
      if (statSync(absolute, { throwIfNoEntry: false }) === undefined)
        throw new ForeignFolderError({ tool, problem: 'missing', folder: path });
      return inRoot === '' ? '.' : inRoot;
    },
    exists: (path) => statSync(join(root, path), { throwIfNoEntry: false }) !== undefined,
    below(folder, isWanted) {
      requireInside(root, folder);
      return pathsBelow(join(root, folder))
        .filter(isWanted)
        .map((path) => textOf(folder === '.' ? path : `${folder}/${path}`));
    },
    createTogether: (files) => createTogether(root, files),
    drizzleConfigs: () => findDrizzleConfigs(root).map(textOf),
  };
}

function pathsBelow(folder: string): readonly string[] {
  const paths: string[] = [];
  const visit = (inFolder: string): void => {
    for (const entry of readdirSync(join(folder, inFolder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = inFolder === '' ? entry.name : `${inFolder}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  visit('');
  return paths.sort();
}
