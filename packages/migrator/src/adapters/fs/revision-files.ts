import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { FileTooLargeError, NotAFileError } from '../../errors/workspace/file-errors.ts';
import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import { systemCode } from '../process/system-code.ts';
import { decodeText } from './decode-text.ts';
import { MAX_REVISION_BYTES } from './read-bytes.ts';
import { requireInside } from './require-inside.ts';
import { reading, writing } from './workspace-folder.ts';
import { replaceFileAtomically, writeFileAtomically } from './write-file-atomically.ts';

/**
 * Snapshots, new revisions and files of `--sql-file` below the workspace's root.
 *
 * @param home the workspace, if `root` is a copy that links to it
 */
export function openRevisionFiles(root: string, home = root): RevisionFiles {
  const create = (file: string, text: string): void => {
    requireInside(root, file, home);
    writing(file, () => writeFileAtomically(join(root, file), text, file));
  };
  return {
    read(file) {
      const path = resolve(root, file);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found === undefined) return undefined;
      // The user may name any file by its absolute path.
      if (!isAbsolute(file)) requireInside(root, file, home);
      if (!found.isFile()) throw new NotAFileError({ file });
      if (found.size > MAX_REVISION_BYTES) {
        throw new FileTooLargeError({ file, bytes: found.size, limit: MAX_REVISION_BYTES });
      }
      const bytes = reading(file, () => readFileSync(path));
      return decodeText(bytes, { slice: '', file })
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n');
    },
    list(folder, ending) {
      try {
        if (lstatSync(join(root, folder), { throwIfNoEntry: false }) !== undefined) requireInside(root, folder, home);
        const entries = readdirSync(join(root, folder), { withFileTypes: true });
        const files = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'));
        return files.flatMap(({ name }) => (name.endsWith(ending) ? [name] : [])).sort();
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return [];
        throw error;
      }
    },
    create,
    replace(file, text) {
      const path = join(root, file);
      if (statSync(path, { throwIfNoEntry: false }) === undefined) create(file, text);
      else {
        requireInside(root, file, home);
        writing(file, () => replaceFileAtomically(path, text));
      }
    },
  };
}
