import type { SourceFile } from '../../../sql/source-place.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';
import { regularFile, STAMP_LENGTH } from './file-stamp.ts';

/**
 * The stamps of these files: NaN, which equals nothing, for what is no regular file of the device, and for what changed
 * so shortly before that it could change again within one tick of the clock, and have the same stamp.
 */
export function takeStamps(
  folder: WorkspaceFolder,
  sources: readonly SourceFile[],
  device: number,
  beforeMs: number,
): Float64Array {
  const stamps = new Float64Array(sources.length * STAMP_LENGTH).fill(Number.NaN);
  sources.forEach(({ file }, at) => {
    const found = regularFile(folder.path(file), device);
    if (found === undefined || found.mtimeMs >= beforeMs || found.ctimeMs >= beforeMs) return;
    stamps.set([found.ino, found.size, found.mtimeMs, found.ctimeMs], at * STAMP_LENGTH);
  });
  return stamps;
}
