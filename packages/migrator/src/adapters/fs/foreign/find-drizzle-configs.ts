import { createRequire } from 'node:module';

/** Packages of a workspace are not nested deeper. */
const DEPTH = 5;

/** Files below a folder that look like configurations of drizzle-kit, relative to it, sorted. */
export function findDrizzleConfigs(root: string): readonly string[] {
  const { globSync }: typeof import('tinyglobby') = createRequire(import.meta.url)('tinyglobby');
  const found = globSync('**/drizzle*.config.*', {
    cwd: root,
    deep: DEPTH,
    ignore: ['**/node_modules/**', '**/dist/**', '**/.*/**'],
    followSymbolicLinks: false,
  });
  return found.sort();
}
