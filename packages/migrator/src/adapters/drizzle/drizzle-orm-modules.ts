import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What drizzle-kit uses of drizzle-orm to read a PostgreSQL schema. */
const USED = ['drizzle-orm', 'drizzle-orm/pg-core', 'drizzle-orm/_relations', 'drizzle-orm/casing'];

/**
 * The URLs of the modules that drizzle-kit and the schema files both use, by the name that drizzle-kit requires them by. drizzle-kit would take their CommonJS
 * twins, which loads all of it a second time; these are the files that `import` finds. Without those that are not found.
 *
 * @param kit the path of drizzle-kit's module, which says whose drizzle-orm it is
 */
export function ormUrls(kit: string): ReadonlyMap<string, string> {
  const { resolve } = createRequire(kit);
  const urls = new Map<string, string>();
  for (const name of USED) {
    try {
      const file = resolve(name).replace(/\.cjs$/, '.js');
      if (existsSync(file)) urls.set(name, pathToFileURL(file).href);
    } catch {
      // Another drizzle-orm than the one this was written for: drizzle-kit requires what it needs.
    }
  }
  return urls;
}

/** Imports them; they are there already when the thread was started with them. */
export async function importOrm(kit: string): Promise<ReadonlyMap<string, object>> {
  const modules = new Map<string, object>();
  for (const [name, url] of ormUrls(kit)) {
    const module: unknown = await import(url).catch(() => undefined);
    if (typeof module === 'object' && module !== null) modules.set(name, module);
  }
  return modules;
}
