import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DraftFolder } from '../../ports/development/dev-tools.ts';
import { writing } from '../fs/workspace-folder.ts';
import { putFileAtomically } from '../fs/write-file-atomically.ts';
import { systemCode } from '../process/system-code.ts';

/** See `DraftFolder`; `path` is relative to the workspace at `root`. */
export function draftFolder(root: string, path: string): DraftFolder {
  return {
    path,
    list: () => filesBelow(join(root, path), '').sort(),
    read(file) {
      try {
        return readFileSync(join(root, path, file), 'utf8');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: (file, text) => writing(`${path}/${file}`, () => putFileAtomically(join(root, path, file), text)),
    remove(files) {
      for (const file of files) writing(`${path}/${file}`, () => rmSync(join(root, path, file), { force: true }));
    },
  };
}

/** The names of files that are being written begin with a dot. */
function filesBelow(folder: string, within: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const name = `${within}${entry.name}`;
    return entry.isDirectory() ? filesBelow(join(folder, entry.name), `${name}/`) : [name];
  });
}

/** Empty if there is no such folder. */
export function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  }
}
