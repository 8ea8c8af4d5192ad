import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RevisionPlace } from '../../errors/files/revision-place.ts';
import { DataRevisionLoadError, DataRevisionSyntaxError } from '../../errors/run/data-revision-errors.ts';

export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Absolute paths of all files that were loaded for it. */
  readonly files: readonly string[];
}

/** Imports a TypeScript file (absolute path) anew, without any cache. Failures become typed errors that speak of `place`. */
export async function importModule(path: string, root: string, place: RevisionPlace): Promise<ImportedModule> {
  // tsx and esbuild cost 200 ms, which only runs with data revisions pay.
  const { tsImport } = await import('tsx/esm/api');
  const files: string[] = [];
  const onImport = (url: string): void => {
    if (url.startsWith('file:')) files.push(fileURLToPath(url.replace(/\?.*$/s, '')));
  };
  let exports: unknown;
  try {
    exports = await tsImport(pathToFileURL(path).href, { parentURL: import.meta.url, onImport });
  } catch (error) {
    throw describe(error, root, place);
  }
  return { exports: isRecord(exports) ? exports : {}, files };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** esbuild's way to say where: `/path/file.ts:4:0: ERROR: what`. */
const SYNTAX = /^(.+):(\d+):\d+: ERROR: (.*)$/m;

function describe(error: unknown, root: string, place: RevisionPlace): Error {
  const message = error instanceof Error ? error.message : String(error);
  const match = SYNTAX.exec(message);
  if (match === null) return new DataRevisionLoadError(place, message.replaceAll(`${root}${sep}`, ''), error);
  const [, path = '', line = '1', problem = ''] = match;
  const file = relative(root, path).split(sep).join('/');
  return new DataRevisionSyntaxError(place, { file, line: Number(line) }, problem, error);
}
