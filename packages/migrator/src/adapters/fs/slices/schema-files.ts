import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a schema may be written in. */
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const GLOB = /[*?[\]{}()!]/;

/**
 * The schema files that paths (relative to the root) name (absolute, each once): files as named, those directly in a
 * folder, and what patterns match.
 */
export function schemaFiles(root: string, paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => filesOf(root, path)))];
}

function filesOf(root: string, path: string): readonly string[] {
  const absolute = join(root, path);
  const entry = statSync(absolute, { throwIfNoEntry: false });
  if (entry?.isFile() === true) return [absolute];
  if (entry?.isDirectory() === true) {
    const files = readdirSync(absolute, { withFileTypes: true }).filter(
      (each) => each.isFile() && SOURCE.test(each.name),
    );
    return files.map(({ name }) => join(absolute, name)).sort();
  }
  if (!GLOB.test(path)) return [];
  // Few schemas are given by a pattern.
  const { globSync }: typeof import('tinyglobby') = createRequire(import.meta.url)('tinyglobby');
  const files = globSync([path], { cwd: root, absolute: true, ignore: ['**/node_modules/**'] });
  return files.filter((file) => SOURCE.test(file)).sort();
}
