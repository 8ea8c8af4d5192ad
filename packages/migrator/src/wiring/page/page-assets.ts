import { readFileSync } from 'node:fs';

/** The folder of the built files of pages, in `src` and in `dist` alike. */
const FOLDER = new URL('../../../dist/page/', import.meta.url);

/** A file that the build made for pages. Throws where the build has not run. */
export function readPageAsset(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}
