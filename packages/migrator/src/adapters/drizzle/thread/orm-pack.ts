import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The modules of one drizzle-orm in a few files, which Node imports in half the time that its hundred files take. */
export interface OrmPack {
  /** Absolute path of the folder of drizzle-orm. */
  readonly of: string;
  /** Absolute path of the folder of the pack. */
  readonly folder: string;
  /** By URL of a module of drizzle-orm: the URL of the same one in the pack. */
  readonly urls: ReadonlyMap<string, string>;
}

/** What a pack was made of. */
export interface PackManifest {
  readonly format: number;
  /** By path of a module in the folder of drizzle-orm: its file in the pack. None if it cannot be packed. */
  readonly modules: Readonly<Record<string, string>>;
  /** Paths of all files that it was made of, in the folder of drizzle-orm. */
  readonly inputs: readonly string[];
  /** Of what is in these files, and of what is in the files of the pack. */
  readonly digests: { readonly inputs: string; readonly outputs: string };
}

/** Counted up when packs are made in another way, or of other modules. */
export const PACK_FORMAT = 1;
export const PACK_MANIFEST = 'manifest.json';

/** Where the pack of a drizzle-orm (absolute path of its folder) is kept. */
export function packFolder(of: string, cacheFolder: string): string {
  return join(cacheFolder, `drizzle-orm-${createHash('sha256').update(of).digest('hex').slice(0, 16)}`);
}

/**
 * The pack of a drizzle-orm; `undefined` if there is none of these very files. Each file is read: dates and sizes prove
 * nothing.
 */
export function readOrmPack(of: string, cacheFolder: string): OrmPack | undefined {
  const folder = packFolder(of, cacheFolder);
  const manifest = currentManifest(of, folder);
  if (manifest === undefined) return undefined;
  const urls = Object.entries(manifest.modules).map(
    ([module, file]) => [urlOf(of, module), urlOf(folder, file)] as const,
  );
  return urls.length === 0 ? undefined : { of, folder, urls: new Map(urls) };
}

/** What is in a folder of packs, if it was made of these very files and is whole. */
export function currentManifest(of: string, folder: string): PackManifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, PACK_MANIFEST), 'utf8'));
    if (!isManifest(manifest) || manifest.format !== PACK_FORMAT) return undefined;
    const { inputs, digests } = manifest;
    const isCurrent = digestOf(of, inputs) === digests.inputs && digestOf(folder, filesIn(folder)) === digests.outputs;
    return isCurrent ? manifest : undefined;
  } catch {
    // There is none, or a file of drizzle-orm is gone.
    return undefined;
  }
}

/** Of names and contents. */
export function digestOf(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** The files of a pack without its manifest. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name !== PACK_MANIFEST)
    .sort();
}

function urlOf(folder: string, name: string): string {
  return pathToFileURL(join(folder, name)).href;
}

function isManifest(value: unknown): value is PackManifest {
  if (typeof value !== 'object' || value === null) return false;
  const [modules, inputs, digests] = ['modules', 'inputs', 'digests'].map((key): unknown => Reflect.get(value, key));
  return isTexts(modules) && Array.isArray(inputs) && isTexts(inputs) && isTexts(digests);
}

function isTexts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}
