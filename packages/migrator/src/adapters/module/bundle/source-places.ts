import { SourceMap } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A line of a file of the workspace; `file` is relative to its root, with `/`. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A frame of a stack: `at file:///path/file.ts:4:10` or `at name (/path/file.ts:4:10)`. */
const FRAME = /^\s+at (?:.*\()?((?:file:\/\/)?(?:\/|[A-Za-z]:)[^()]+?):(\d+):(\d+)\)?$/gm;

/** Tells where in the workspace a failure of bundled code comes from. */
export class SourcePlaces {
  readonly #file: string;
  readonly #root: string;
  readonly #json: string;
  #map: SourceMap | undefined;

  /** @param file the bundle, as it is called in stacks; @param json its map */
  constructor(file: string, json: string, root: string) {
    this.#file = file;
    this.#json = json;
    this.#root = root;
  }

  /** The innermost line of the workspace's own code on the stack of an error. */
  placeOf(error: unknown): SourcePlace | undefined {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    for (const [, where = '', line = '1', column = '1'] of stack.matchAll(FRAME)) {
      const file = where.startsWith('file:') ? fileURLToPath(where.replace(/\?.*$/, '')) : where;
      const place = file === this.#file ? this.#sourceOf(Number(line), Number(column)) : undefined;
      if (place !== undefined) return place;
    }
    return undefined;
  }

  #sourceOf(line: number, column: number): SourcePlace | undefined {
    this.#map ??= new SourceMap(JSON.parse(this.#json));
    const entry = this.#map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry) || !isFile(entry.originalSource)) return undefined;
    const file = fileURLToPath(new URL(entry.originalSource, `${pathToFileURL(this.#root).href}/`));
    return { file: relative(this.#root, file).split(sep).join('/'), line: entry.originalLine + 1 };
  }
}

function isFile(source: string): boolean {
  return source !== '' && !/^braid-/.test(source);
}
