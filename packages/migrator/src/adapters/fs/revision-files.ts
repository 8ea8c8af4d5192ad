import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RevisionFiles } from '../../ports/revision-files.ts';
import { systemCode } from './system-code.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Snapshots, new revisions and files of `--sql-file` below the workspace's root. */
export function openRevisionFiles(root: string): RevisionFiles {
  const create = (file: string, text: string): void => writeFileAtomically(join(root, file), text, file);
  return {
    read(file) {
      try {
        return readFileSync(join(root, file), 'utf8')
          .replace(/^\uFEFF/, '')
          .replaceAll('\r\n', '\n');
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    list(folder, ending) {
      try {
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
      rmSync(join(root, file), { force: true });
      create(file, text);
    },
  };
}
