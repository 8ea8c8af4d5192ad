import { lstatSync } from 'node:fs';
import type { SourceFile } from '../../../sql/source-place.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';

/**
 * What is in the place of an index where one would have been of use for the first time. A checkout that is thrown away
 * after one command, as in CI, never gets an index, even if `.braid/cache` comes from another one.
 */
export function seenMark(folder: WorkspaceFolder, [first]: readonly SourceFile[]): string {
  if (first === undefined) return '';
  const { dev, ino, ctimeMs } = lstatSync(folder.path(first.file));
  return `seen ${dev} ${ino} ${ctimeMs}\n`;
}
