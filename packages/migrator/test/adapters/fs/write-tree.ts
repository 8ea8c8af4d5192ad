import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';

/** A new folder with these files (path relative to it → content), removed when the running test is over. */
export function writeTree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = tempDir();
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

/** The text of a small revision file. */
export function revisionText(id: string, more = ''): string {
  return `-- revision: ${id}\n${more}\n-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\n`;
}
