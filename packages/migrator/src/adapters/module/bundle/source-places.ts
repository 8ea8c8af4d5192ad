import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Bundle } from './bundle-modules.ts';
import type { InstalledImport } from './resolve-imports.ts';

/** A line of a file of the workspace; `file` is relative to its root, with `/`. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A frame of a stack: `at file:///path/file.ts:4:10` or `at name (/path/file.ts:4:10)`. */
const FRAME = /^\s+at (?:.*\()?((?:file:\/\/)?(?:\/|[A-Za-z]:)[^()]+?):(\d+):(\d+)\)?$/gm;

/** Finds where in the workspace a failure of bundled code comes from. */
export class SourcePlaces {
  readonly #file: string;
  readonly #root: string;
  readonly #json: string;
  readonly #installed: readonly InstalledImport[];
  readonly #moved: Bundle['moved'];
  #map: SourceMap | undefined;

  /** @param file the bundle, as stacks name it */
  constructor(
    file: string,
    { root, map, installed, moved }: Pick<Bundle, 'map' | 'installed' | 'moved'> & { readonly root: string },
  ) {
    this.#file = file;
    this.#json = map;
    this.#root = root;
    this.#installed = installed;
    this.#moved = moved;
  }

  /**
   * The innermost line of the workspace's own code on the stack of an error; otherwise the line that imports the
   * package that failed.
   */
  placeOf(error: unknown): SourcePlace | undefined {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const frames = [...stack.matchAll(FRAME)].map(([, where = '', line = '1', column = '1']) => ({
      file: where.startsWith('file:') ? fileURLToPath(where.replace(/\?.*$/, '')) : where,
      line: Number(line),
      column: Number(column),
    }));
    for (const { file, line, column } of frames) {
      const place = file === this.#file ? this.#sourceOf(line, column) : undefined;
      if (place !== undefined) return place;
    }
    const failed = this.#installed.find(({ module }) =>
      frames.some(({ file }) => {
        const owner = packageOf(this.#original(file));
        return owner !== undefined && owner === packageOf(module);
      }),
    );
    return failed === undefined ? undefined : this.#importOf(failed);
  }

  /** Where a file that was moved would be. */
  #original(file: string): string {
    const { from, to } = this.#moved ?? {};
    if (from === undefined || to === undefined || !file.startsWith(`${to}${sep}`)) return file;
    return `${from}${file.slice(to.length)}`;
  }

  /** The first line of the importer that names the package. */
  #importOf({ importer, specifier }: InstalledImport): SourcePlace {
    const lines = readFileSync(importer, 'utf8').split('\n');
    const at = lines.findIndex((line) => [`'${specifier}'`, `"${specifier}"`].some((quoted) => line.includes(quoted)));
    return { file: relative(this.#root, importer).split(sep).join('/'), line: Math.max(at, 0) + 1 };
  }

  #sourceOf(line: number, column: number): SourcePlace | undefined {
    this.#map ??= new SourceMap(JSON.parse(this.#json));
    const entry = this.#map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry) || !isFile(entry.originalSource)) return undefined;
    const file = fileURLToPath(new URL(entry.originalSource, `${pathToFileURL(this.#root).href}/`));
    return { file: relative(this.#root, file).split(sep).join('/'), line: entry.originalLine + 1 };
  }
}

/** The folder of the package that a file was installed with: up to the name after its last `node_modules`. */
function packageOf(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

function isFile(source: string): boolean {
  return source !== '' && !/^braid-/.test(source);
}
