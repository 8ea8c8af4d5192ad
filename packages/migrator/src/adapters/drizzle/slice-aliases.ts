import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerSlice } from './worker-protocol.ts';

/**
 * The specifiers by which packages import a schema file of a slice (`@braid/common/schema`), with the path of the file.
 * Whatever condition in the `exports` of package.json leads to the source, importing the package and importing the file
 * must give the same module: tables are compared by identity.
 */
export function sliceAliases(slices: readonly WorkerSlice[]): Readonly<Record<string, string>> {
  return Object.fromEntries(slices.flatMap(aliasesOf));
}

function aliasesOf(slice: WorkerSlice): [string, string][] {
  const manifest = readManifest(join(slice.folder, 'package.json'));
  if (manifest === undefined) return [];
  const { name, exports } = manifest;
  const files = new Set(slice.files.map((file) => realpathSync(file)));
  const subpaths = isRecord(exports) ? Object.entries(exports) : [];
  return subpaths.flatMap(([subpath, target]): [string, string][] => {
    const file = subpath.startsWith('.') ? schemaOf(slice, target, files) : undefined;
    return file === undefined ? [] : [[`${name}${subpath.slice(1)}`, file]];
  });
}

/** The schema file that a target of `exports` leads to under one of its conditions. */
function schemaOf(slice: WorkerSlice, target: unknown, files: ReadonlySet<string>): string | undefined {
  const paths = targetsOf(target).map((path) => join(slice.folder, path));
  return paths
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path))
    .find((path) => files.has(path));
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
