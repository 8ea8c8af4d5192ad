/** The named input of a slice: the files that the graph and the checks of other slices read. */
export const WOVEN = 'braid:woven';

/**
 * The files of a slice that may affect results for other slices: its manifest, package, revisions and objects.
 *
 * @param text of its slice.json; it may keep its revisions in a folder of another name
 */
export function wovenInput(text: string): readonly string[] {
  const files = ['slice.json', 'package.json', `${migrationsOf(text) ?? 'migrations'}/**/*`, 'sql/**/*'];
  return files.map((file) => `{projectRoot}/${file}`);
}

function migrationsOf(text: string): string | undefined {
  const manifest: unknown = JSON.parse(text);
  const value =
    typeof manifest === 'object' && manifest !== null && 'migrations' in manifest ? manifest.migrations : '';
  return typeof value === 'string' && value !== '' ? value.replace(/^\.\//, '').replace(/\/+$/, '') : undefined;
}
