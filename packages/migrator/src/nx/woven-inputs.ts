/** What decides which versions run; those that a workspace does not have make no difference. */
const SHARED = ['migrate.config.*', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/**
 * What the graph is woven from, as inputs of Nx: manifests, packages, revisions and objects of all slices. By the globs of the configuration and not folder by
 * folder: every target has this list, which for 100 slices made Nx read 5 MB more.
 *
 * @param slices the text of each slice.json by folder: a slice may keep its revisions elsewhere
 */
export function wovenInputs(globs: readonly string[], slices: ReadonlyMap<string, string>): readonly string[] {
  const usual = globs.map((glob) => glob.replace(/^\.\//, '').replace(/\/+$/, ''));
  const elsewhere = [...slices].flatMap(([folder, text]) => {
    const migrations = migrationsOf(text);
    return migrations === undefined || migrations === 'migrations' ? [] : [`${folder}/${migrations}/**/*`];
  });
  const perSlice = ['slice.json', 'package.json', 'migrations/**/*', 'sql/**/*'];
  return [...usual.flatMap((glob) => perSlice.map((path) => `${glob}/${path}`)), ...elsewhere, ...SHARED].map(
    (path) => `{workspaceRoot}/${path}`,
  );
}

function migrationsOf(text: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(text);
    const value =
      typeof manifest === 'object' && manifest !== null && 'migrations' in manifest ? manifest.migrations : '';
    return typeof value === 'string' && value !== '' ? value.replace(/^\.\//, '').replace(/\/+$/, '') : undefined;
  } catch {
    return undefined;
  }
}
