import { constants, lstatSync, type Stats } from 'node:fs';

/** A stamp is so many numbers: inode, size, and when content and inode changed last, in fractions of milliseconds. */
export const STAMP_LENGTH = 4;

/** A regular file on this device, as the file system knows it; `undefined` for everything else, links included. */
export function regularFile(path: string, device: number): Stats | undefined {
  let found: Stats | undefined;
  try {
    found = lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
  if (found?.dev !== device || (found.mode & constants.S_IFMT) !== constants.S_IFREG) return undefined;
  return found;
}

/**
 * Whether the file is the one of that stamp. No program can set the time when an inode changed: whatever is done to a
 * file, its stamp is another one, unless it is done within one tick of the clock (see `writeIndex`).
 */
export function hasStamp(path: string, device: number, stamps: Float64Array, at: number): boolean {
  const found = regularFile(path, device);
  return (
    found !== undefined &&
    found.ino === stamps[at] &&
    found.size === stamps[at + 1] &&
    found.mtimeMs === stamps[at + 2] &&
    found.ctimeMs === stamps[at + 3]
  );
}
