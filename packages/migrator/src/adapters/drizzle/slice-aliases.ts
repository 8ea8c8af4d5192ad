import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerSlice } from './worker-protocol.ts';

/**
 * The specifiers by which packages import the schema file of a slice (`@braid/common/schema`), with the file's URL. Whatever condition an
 * `exports` of package.json hides the source behind, importing the package and importing the file must give the same module: tables are
 * compared by identity.
 */
export function sliceAliases(slices: readonly WorkerSlice[]): Readonly<Record<string, string>> {
  return Object.fromEntries(slices.flatMap(aliasesOf));
}

function aliasesOf(slice: WorkerSlice): [string, string][] {
  const manifest = readManifest(join(slice.folder, 'package.json'));
  if (manifest === undefined || !existsSync(slice.schema)) return [];
  const { name, exports } = manifest;
  const file = realpathSync(slice.schema);
  const url = pathToFileURL(file).href;
  const subpaths = isRecord(exports) ? Object.entries(exports) : [];
  return subpaths
    .filter(
      ([subpath, target]) => subpath.startsWith('.') && targetsOf(target).some((path) => leadsTo(slice, path, file)),
    )
    .map(([subpath]) => [`${name}${subpath.slice(1)}`, url]);
}

function leadsTo(slice: WorkerSlice, path: string, file: string): boolean {
  const target = join(slice.folder, path);
  return existsSync(target) && realpathSync(target) === file;
}

/** All files that a target of `exports` may mean, whatever the conditions. */
function targetsOf(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(targetsOf);
  return isRecord(target) ? Object.values(target).flatMap(targetsOf) : [];
}

function readManifest(path: string): { name: string; exports: unknown } | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isRecord(manifest) || typeof manifest.name !== 'string') return undefined;
    return { name: manifest.name, exports: manifest.exports };
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
