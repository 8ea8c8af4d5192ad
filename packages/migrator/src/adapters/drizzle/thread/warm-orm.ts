import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Begins to import the drizzle-orm that files of a folder (absolute path) most likely import, while esbuild, which is a
 * process of its own, reads them. It is a guess: what files do import is for esbuild to find, and where that is another
 * copy, or there is none here, only time was lost.
 *
 * @param specifiers of its modules
 */
export function warmOrm(folder: string, specifiers: readonly string[]): void {
  const { resolve } = createRequire(join(folder, 'package.json'));
  for (const specifier of specifiers) {
    try {
      // It has each module as both kinds, and bundles import the ES modules.
      const module = resolve(specifier).replace(/\.cjs$/, '.js');
      import(pathToFileURL(module).href).catch(() => undefined);
    } catch {
      // Not every version has all of them.
    }
  }
}
