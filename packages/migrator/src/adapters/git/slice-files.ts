import { posix } from 'node:path';

/** Reads a file of one of the trees as text. */
export type ReadText = (path: string) => Promise<string>;

/**
 * Of the paths of a tree, those that make up revisions: `slice.json` and what is in its migrations folder; for a slice
 * with data revisions, which may import other files, the whole folder.
 */
export async function sliceFiles(paths: readonly string[], read: ReadText): Promise<readonly string[]> {
  const chosen = new Set<string>();
  const manifests = paths.filter((path) => posix.basename(path) === 'slice.json' && !path.includes('node_modules/'));
  for (const manifest of manifests) {
    const folder = posix.dirname(manifest);
    const migrations = posix.join(folder, migrationsOf(await read(manifest)));
    const own = paths.filter((path) => path.startsWith(`${folder}/`));
    const hasCode = own.some((path) => posix.dirname(path) === migrations && path.endsWith('.ts'));
    for (const path of own) {
      if (path === manifest || hasCode || path.startsWith(`${migrations}/`)) chosen.add(path);
    }
  }
  return [...chosen];
}

/** A manifest that is broken is reported when the workspace is read. */
function migrationsOf(text: string): string {
  try {
    const manifest: unknown = JSON.parse(text);
    const given = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'migrations') : undefined;
    return typeof given === 'string' ? given : './migrations';
  } catch {
    return './migrations';
  }
}
