import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');

/**
 * A `node_modules` in `root` as an installation would leave it, of links to the packages of this repository; its own slices are left out.
 *
 * @param packages the workspace's own, name to folder; `@braid/migrator` is that of this repository unless it is one of them
 */
export function linkModules(root: string, packages: Readonly<Record<string, string>> = {}): void {
  const from = join(REPOSITORY, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(join(to, '.bin'), { recursive: true });
  for (const name of readdirSync(from)) {
    if (!['@braid', '.bin', '.cache'].includes(name)) symlinkSync(join(from, name), join(to, name));
  }
  for (const name of ['nx', 'tsc', 'vitest']) {
    symlinkSync(resolve(join(from, '.bin'), readlinkSync(join(from, '.bin', name))), join(to, '.bin', name));
  }
  const own = { '@braid/migrator': join(REPOSITORY, 'packages/migrator'), ...packages };
  for (const name of ['braid', 'migrate']) {
    symlinkSync(resolve(root, own['@braid/migrator'], 'bin/migrate.cjs'), join(to, '.bin', name));
  }
  for (const [name, folder] of Object.entries(own)) {
    const link = join(to, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve(root, folder), join(dirname(link), basename(link)));
  }
}
