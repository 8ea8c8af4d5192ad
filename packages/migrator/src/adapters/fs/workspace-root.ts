import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const CONFIG_FILES = ['migrate.config.json', 'migrate.config.mjs', 'migrate.config.ts'];

/**
 * The root of the workspace that `start` is in: the nearest folder upwards with a `migrate.config.*`, else with an
 * `nx.json`, else with a `package.json` that has workspaces, else the root of the git repository, else `start`. It
 * never looks above the git repository, so that a clone inside another workspace stays its own.
 */
export function findWorkspaceRoot(start: string): string {
  const folders = ancestors(resolve(start));
  const isRoot: readonly ((folder: string) => boolean)[] = [
    (folder) => CONFIG_FILES.some((file) => existsSync(join(folder, file))),
    (folder) => existsSync(join(folder, 'nx.json')),
    (folder) => hasWorkspaces(join(folder, 'package.json')),
    (folder) => existsSync(join(folder, '.git')),
  ];
  for (const test of isRoot) {
    const found = folders.find(test);
    if (found !== undefined) return found;
  }
  return resolve(start);
}

/** From `folder` up to the git repository's root, or to the root of the file system. */
function ancestors(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; !existsSync(join(at, '.git')) && dirname(at) !== at; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

function hasWorkspaces(path: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'workspaces' in manifest;
  } catch {
    return false;
  }
}
