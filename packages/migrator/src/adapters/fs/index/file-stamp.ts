import { lstatSync } from 'node:fs';

/** What the file system says of a file that is no link. */
export interface FileStamp {
  /**
   * Device, inode, size, and when content and inode changed last, in nanoseconds. No program can set the last of them:
   * whatever is done to a file, its stamp is another one, unless it is done within one tick of the clock.
   */
  readonly text: string;
  readonly device: bigint;
  /** The later one of both times. */
  readonly changedNs: bigint;
}

/** `undefined` for what is no regular file, and where it cannot be asked. */
export function stampOf(path: string): FileStamp | undefined {
  try {
    const found = lstatSync(path, { bigint: true });
    if (!found.isFile()) return undefined;
    const { dev, ino, size, mtimeNs, ctimeNs } = found;
    const changedNs = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
    return { text: `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`, device: dev, changedNs };
  } catch {
    return undefined;
  }
}
