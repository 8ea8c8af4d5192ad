/** What git should look at: files at the root, and what is in some folders. */
export function filesIn(folders: readonly string[]): readonly string[] {
  return [':(glob)*', ...folders.map((folder) => `:(literal)${folder === '' ? '.' : folder}`)];
}
