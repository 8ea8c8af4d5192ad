import { existsSync, lstatSync, realpathSync } from 'node:fs';

/**
 * What was asked of the file system, and what it said: whether something is there (`true`, `false`), where a path
 * leads, or the {@link stampOf} what is there.
 */
export type Observation = readonly [asked: Asked, path: string, said: string];
export type Asked = 'exists' | 'real' | 'stamp';

/** Asks again; `undefined` for what cannot be answered, or not so that it would tell every change. */
export function ask(asked: Asked, path: string): string | undefined {
  try {
    if (asked === 'exists') return String(existsSync(path));
    return asked === 'real' ? realpathSync.native(path) : stampOf(path);
  } catch {
    return undefined;
  }
}

/**
 * Text that is another one after any change of a file, or of what is in a folder: no program can set the time when an
 * inode changed. Empty where nothing is; `undefined` for links, sockets and the like. A device, such as `/dev/null`, is
 * known by its number.
 */
export function stampOf(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return '';
  const { dev, ino, mode, size, mtimeMs, ctimeMs, rdev } = found;
  if (found.isCharacterDevice()) return `${mode} ${rdev}`;
  if (!found.isFile() && !found.isDirectory()) return undefined;
  return `${mode} ${size} ${dev} ${ino} ${mtimeMs} ${ctimeMs}`;
}

/** Whether what has that stamp was last changed before. On another device than that, its times say nothing. */
export function isOlder(stamp: string, beforeMs: number, device?: number): boolean {
  const [, , dev, , mtimeMs, ctimeMs] = stamp.split(' ').map(Number);
  if (dev === undefined || mtimeMs === undefined || ctimeMs === undefined) return true;
  return (device === undefined || dev === device) && mtimeMs < beforeMs && ctimeMs < beforeMs;
}
