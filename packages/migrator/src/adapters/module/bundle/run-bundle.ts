import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TemporaryFolderError } from '../../../errors/workspace/folder-errors.ts';
import type { Bundle } from './bundle-modules.ts';
import type { LoadedEntry } from './entry-modules.ts';
import { SourcePlaces } from './source-places.ts';

/** A bundle that Node has read; its modules run when they are requested. */
export interface RunBundle {
  readonly entries: readonly LoadedEntry[];
  readonly places: SourcePlaces;
}

/**
 * Passes a bundle to Node in a file that is removed afterwards. Throws what an ES module of an installed package
 * throws, since these run before everything else. Throws `TemporaryFolderError`.
 *
 * @param importUrl as `import(…)` does
 * @param onPlaces called before anything runs
 */
export async function runBundle(
  { code, map, installed, moved }: Bundle,
  root: string,
  importUrl: (url: string) => Promise<unknown>,
  onPlaces: (places: SourcePlaces) => void = () => {},
): Promise<RunBundle> {
  const folder = temporaryFolder();
  try {
    const file = join(folder, 'modules.mjs');
    writeFileSync(file, code);
    const places = new SourcePlaces(file, { root, map, installed, ...(moved === undefined ? {} : { moved }) });
    onPlaces(places);
    const module: unknown = await importUrl(pathToFileURL(file).href).catch((error: unknown) => {
      throw new RunFailure(error, places);
    });
    return { entries: entriesOf(module), places };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): string {
  const place = tmpdir();
  try {
    return mkdtempSync(join(place, 'braid-modules-'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new TemporaryFolderError({ folder: place, reason }, { cause: error });
  }
}

/** What stopped a bundle before any of its entries could be requested; `cause` is what was thrown. */
export class RunFailure extends Error {
  readonly places: SourcePlaces;
  constructor(cause: unknown, places: SourcePlaces) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.places = places;
  }
}

function entriesOf(module: unknown): readonly LoadedEntry[] {
  if (!hasEntries(module)) throw new TypeError('the bundle has no entries');
  return module.entries;
}

function hasEntries(module: unknown): module is { readonly entries: readonly LoadedEntry[] } {
  return typeof module === 'object' && module !== null && 'entries' in module && Array.isArray(module.entries);
}
