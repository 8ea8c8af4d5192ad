import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeTempDir } from '../temp-dir.ts';
import { linkModules } from './link-modules.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');

/**
 * A fresh clone of this repository in an empty folder, as a stranger gets it, with what is changed and not committed yet laid over it,
 * so that the tests speak of the code at hand. The caller removes the folder.
 */
export function cloneRepository(): string {
  const folder = join(makeTempDir('braid-clone-'), 'braid');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', REPOSITORY, folder], { stdio: 'pipe' });
  const changed = execFileSync('git', ['ls-files', '-z', '--modified', '--others', '--exclude-standard', '--deleted'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  for (const file of new Set(changed.split('\0').filter(Boolean))) {
    const from = join(REPOSITORY, file);
    rmSync(join(folder, file), { force: true });
    if (!existsSync(from)) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(from, join(folder, file), { verbatimSymlinks: true });
  }
  return folder;
}

/** What `npm ci` leaves in a clone, without its minute: links to the packages that are installed here, and what is built here. */
export function installClone(clone: string): void {
  const features = readdirSync(join(clone, 'features')).map((name) => [`@braid/${name}`, `features/${name}`]);
  linkModules(clone, { '@braid/migrator': 'packages/migrator', ...Object.fromEntries(features) });
  // Without it nothing is compiled again (tools/prepare.mjs).
  rmSync(join(clone, 'node_modules/typescript'));
  const own = join(REPOSITORY, 'packages/migrator');
  cpSync(join(own, 'dist'), join(clone, 'packages/migrator/dist'), { recursive: true });
  if (existsSync(join(own, 'node_modules'))) {
    symlinkSync(join(own, 'node_modules'), join(clone, 'packages/migrator/node_modules'));
  }
}
