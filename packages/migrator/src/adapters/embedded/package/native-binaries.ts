import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../../process/system-code.ts';
import { fileError } from '../folder/file-error.ts';
import { stateHome } from '../folder/state-home.ts';
import type { ServerUser } from '../server/server-user.ts';
import { hydrateLibraries, isHydrated } from './hydrate-libraries.ts';
import { findPlatformPackage } from './platform-package.ts';

/** Absolute paths of programs that `user` can run. */
export interface NativeBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the binaries and makes them runnable. They stay where npm put them, unless the libraries' links cannot be made
 * there (read-only node_modules) or the server's user cannot reach them (a workspace under a closed home): then they
 * are linked or copied, once, to {@link stateHome}.
 *
 * @throws EmbeddedPlatformError, EmbeddedPackageError, EmbeddedPermissionError, EmbeddedDiskFullError
 */
export function prepareBinaries(major: number, resolveFrom: string | undefined, user?: ServerUser): NativeBinaries {
  const { root, version } = findPlatformPackage(major, resolveFrom);
  if (hydrateInPlace(root) && canEnter(join(root, 'native', 'bin'), user, 'postgres')) return binariesIn(root);
  const copy = join(stateHome(), `native-${version}`);
  if (!existsSync(copy)) {
    try {
      copyNative(root, copy);
    } catch (error) {
      throw fileError(error, copy);
    }
  }
  return binariesIn(copy);
}

/** Whether `user` can enter `folder` (and run the programs there). It is tried, since file modes alone do not tell. */
export function canEnter(folder: string, user: ServerUser | undefined, program = ''): boolean {
  if (user === undefined) return true;
  const script = 'cd "$1" 2>/dev/null && { [ -z "$2" ] || [ -r "$2" -a -x "$2" ]; }';
  return (
    spawnSync('/bin/sh', ['-c', script, 'sh', folder, program], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

function hydrateInPlace(root: string): boolean {
  try {
    hydrateLibraries(root);
    return true;
  } catch (error) {
    if (['EROFS', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) return isHydrated(root);
    throw fileError(error, root);
  }
}

function binariesIn(root: string): NativeBinaries {
  return { initdb: join(root, 'native', 'bin', 'initdb'), postgres: join(root, 'native', 'bin', 'postgres') };
}

function copyNative(root: string, target: string): void {
  const unfinished = `${target}.${process.pid}`;
  try {
    copyTree(join(root, 'native'), join(unfinished, 'native'));
    hydrateLibraries(unfinished);
    chmodSync(unfinished, 0o755);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster; its copy is as good.
    if (!existsSync(target)) throw error;
  }
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) linkOrCopy(source, target);
  }
}

/** A hard link takes no space. It fails between file systems, and keeps the file's mode, which may be too strict. */
function linkOrCopy(source: string, target: string): void {
  const { mode } = statSync(source);
  try {
    if ((mode & 0o004) === 0) throw new Error('others cannot read it');
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
    chmodSync(target, mode | 0o644 | ((mode & 0o100) !== 0 ? 0o111 : 0));
  }
}
