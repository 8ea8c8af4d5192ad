import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a build puts in `dist` besides what TypeScript makes of `src`; each of them removes what it does not write any more. */
const OTHERS = ['bin', 'carried', 'page'];

/**
 * Removes what earlier builds compiled from files that are gone, and maps: there are none any more, since JavaScript reads
 * like its source, and who edits it here has the source. TypeScript leaves them, and `npm pack` would publish them.
 *
 * @param {string} migrator the folder of the package
 */
export function cleanDist(migrator) {
  const dist = join(migrator, 'dist');
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const folder = entry.parentPath.slice(dist.length + 1);
    if (!entry.isFile() || OTHERS.some((other) => `${folder}/`.replaceAll('\\', '/').startsWith(`${other}/`))) continue;
    const [, stem] = /^(.+?)(?:\.js|\.d\.ts)$/.exec(entry.name) ?? [];
    const isCurrent = stem !== undefined && existsSync(join(migrator, 'src', folder, `${stem}.ts`));
    if (!isCurrent && entry.name !== '.tsbuildinfo') rmSync(join(entry.parentPath, entry.name));
  }
}

/**
 * Removes the packs of earlier builds. Only when the first pack names the new ones: a `migrate` may start at any moment.
 *
 * @param {string} folder
 * @param {readonly string[]} packs
 */
export function cleanBin(folder, packs) {
  for (const file of readdirSync(folder)) {
    if (!packs.includes(file.replace(/\.cache$/, ''))) rmSync(join(folder, file));
  }
}
