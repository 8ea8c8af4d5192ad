import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

interface Manifest {
  readonly folder: string;
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly exports: unknown;
}

/** The packages that files are in, each read once. */
export class PackageReader {
  readonly #manifests = new Map<string, Manifest | undefined>();

  /** Whether a file (absolute path, links followed) is installed, and does not belong to the workspace. */
  isInstalled(file: string): boolean {
    return /[\\/]node_modules[\\/]/.test(file);
  }

  /** How Node runs a JavaScript file. */
  formatOf(file: string): 'module' | 'commonjs' {
    const extension = extname(file);
    if (extension === '.mjs' || extension === '.cjs') return extension === '.mjs' ? 'module' : 'commonjs';
    return this.manifestOf(file)?.type === 'module' ? 'module' : 'commonjs';
  }

  /**
   * What a package has for React's servers instead of a file that only throws (`server-only`): an empty file. A package
   * with code for them is used as in every other program.
   */
  serverTarget(file: string, specifier: string): string | undefined {
    const manifest = this.manifestOf(file);
    if (manifest?.name === undefined || !isRecord(manifest.exports) || !specifier.startsWith(manifest.name))
      return undefined;
    const { exports } = manifest;
    const entry =
      exports[`.${specifier.slice(manifest.name.length)}`] ?? (specifier === manifest.name ? exports : undefined);
    const target = isRecord(entry) ? entry['react-server'] : undefined;
    if (typeof target !== 'string') return undefined;
    const path = join(manifest.folder, target);
    return isEmpty(readIfThere(path)) ? path : undefined;
  }

  /** The nearest package.json above a file. */
  manifestOf(file: string): Manifest | undefined {
    return this.#manifestOf(dirname(file));
  }

  #manifestOf(folder: string): Manifest | undefined {
    if (this.#manifests.has(folder)) return this.#manifests.get(folder);
    const manifest =
      readManifest(folder) ?? (dirname(folder) === folder ? undefined : this.#manifestOf(dirname(folder)));
    this.#manifests.set(folder, manifest);
    return manifest;
  }
}

function readManifest(folder: string): Manifest | undefined {
  const text = readIfThere(join(folder, 'package.json'));
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const { name, type, exports } = value;
    return {
      folder,
      name: typeof name === 'string' ? name : undefined,
      type: typeof type === 'string' ? type : undefined,
      exports,
    };
  } catch {
    return undefined;
  }
}

function isEmpty(text: string | undefined): boolean {
  return (
    text !== undefined &&
    text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'use strict'|"use strict"|export \{\}|;/g, '').trim() === ''
  );
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
