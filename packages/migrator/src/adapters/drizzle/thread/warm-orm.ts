import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importUrl } from './import-url.ts';
import { type OrmPack, readOrmPack } from './orm-pack.ts';

/** The drizzle-orm that is most likely imported. */
export interface GuessedOrm {
  /** Absolute path of its folder. */
  readonly of: string;
  /** Absolute paths of its modules. */
  readonly modules: readonly string[];
  readonly pack: OrmPack | undefined;
}

/**
 * Finds the drizzle-orm that files of a folder (absolute path) most likely import, and begins to import it, while
 * esbuild, which is a process of its own, reads them. It is a guess: what files do import is for esbuild to find, and
 * where that is another copy, or there is none here, only time was lost.
 *
 * @param now specifiers of the modules to import
 * @param later those of modules that may be needed after that
 * @param cacheFolder where packs are kept; nowhere when absent
 */
export function warmOrm(
  folder: string,
  now: readonly string[],
  later: readonly string[],
  cacheFolder: string | undefined,
): GuessedOrm | undefined {
  const { resolve } = createRequire(join(folder, 'package.json'));
  const fileOf = (specifier: string): readonly string[] => {
    try {
      // It has each module as both kinds, and bundles import the ES modules.
      const file = resolve(specifier).replace(/\.cjs$/, '.js');
      return existsSync(file) ? [file] : [];
    } catch {
      // Not every version has all of them.
      return [];
    }
  };
  const [main] = fileOf('drizzle-orm');
  if (main === undefined) return undefined;
  const of = dirname(main);
  const modules = [...now, ...later].flatMap(fileOf).filter((file) => file.startsWith(`${of}${sep}`));
  const pack = cacheFolder === undefined ? undefined : readOrmPack(of, cacheFolder);
  for (const file of now.flatMap(fileOf)) {
    const url = pathToFileURL(file).href;
    importUrl(pack?.urls.get(url) ?? url).catch(() => undefined);
  }
  return { of, modules, pack };
}
