import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NewFile } from '../../../ports/workspace/foreign-files.ts';
import { processFolder } from '../process-folder.ts';

/** Files that may become files of the workspace. */
export interface DraftTree {
  readonly root: string;
  close(): void;
}

/** Inside the workspace, so that packages are found in its `node_modules`. */
const FOLDER = '.braid/draft';
const NEVER_LINKED = ['.git', '.braid', 'node_modules'];

/** Writes files to a folder that only this process uses. Everything else at the root of the workspace is linked. */
export function draftTree(home: string, files: readonly NewFile[]): DraftTree {
  const root = processFolder(join(home, FOLDER));
  const close = (): void => rmSync(root, { recursive: true, force: true });
  try {
    for (const { file, text } of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    mkdirSync(root, { recursive: true });
    for (const name of readdirSync(home)) {
      if (NEVER_LINKED.includes(name) || existsSync(join(root, name))) continue;
      symlinkSync(join(home, name), join(root, name));
    }
    return { root, close };
  } catch (error) {
    close();
    throw error;
  }
}
