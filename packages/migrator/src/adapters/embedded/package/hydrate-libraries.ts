import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { systemCode } from '../../process/system-code.ts';

/**
 * Creates the library links that the package's install script would have made (`libicuuc.so.60 -> libicuuc.so.60.2` …):
 * npm cannot carry symbolic links, and install scripts are often blocked. Several processes may do it at once.
 *
 * @param root folder that holds `native/`
 * @throws the system error when the folder is read-only
 */
export function hydrateLibraries(root: string): void {
  for (const [source, target] of readLinks(root)) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Whether nothing is left to hydrate. */
export function isHydrated(root: string): boolean {
  return readLinks(root).every(([, target]) => existsSync(join(root, target)));
}

function readLinks(root: string): [source: string, target: string][] {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return [];
  return links.flatMap((link: unknown): [string, string][] => {
    if (typeof link !== 'object' || link === null || !('source' in link) || !('target' in link)) return [];
    return typeof link.source === 'string' && typeof link.target === 'string' ? [[link.source, link.target]] : [];
  });
}
