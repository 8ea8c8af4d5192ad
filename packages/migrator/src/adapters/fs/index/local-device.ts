import { fstatSync, lstatSync, statfsSync, utimesSync } from 'node:fs';

/**
 * File systems of Linux that say themselves when an inode changed: ext, XFS, Btrfs, F2FS, ZFS, bcachefs, tmpfs and
 * overlay. Those of a network answer from what they remember, and other systems mean something else by that time.
 */
const LOCAL = new Set([0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x2fc12fc1, 0xca451a4e, 0x01021994, 0x794c7630]);

/** Whether stamps can be relied on where this file is. */
export function isLocal(path: string): boolean {
  // Some numbers are given with a sign.
  return process.platform === 'linux' && LOCAL.has(statfsSync(path).type >>> 0);
}

/** The device that an open file is on. */
export function deviceOf(descriptor: number): number {
  return fstatSync(descriptor).dev;
}

/**
 * Device and clock of the file system of a file that was just made. `undefined` if it gives the time of change that a
 * program asked for instead of its own.
 */
export function deviceAndClock(path: string): { readonly device: number; readonly clockMs: number } | undefined {
  if (!isLocal(path)) return undefined;
  const { dev, ctimeMs } = lstatSync(path);
  utimesSync(path, 1_000_000_000, 1_000_000_000);
  const { mtimeMs, ctimeMs: later } = lstatSync(path);
  if (mtimeMs !== 1_000_000_000_000 || later < ctimeMs || later > ctimeMs + 10_000) return undefined;
  return { device: dev, clockMs: ctimeMs };
}
