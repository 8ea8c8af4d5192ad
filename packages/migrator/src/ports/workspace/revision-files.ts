/** Files of the workspace besides the revisions that are read. Paths are relative to its root, with `/`. */
export interface RevisionFiles {
  /** The text of a file; `undefined` when it is not there. */
  read(file: string): string | undefined;
  /** Names of the files that are directly in a folder and end so, sorted; none when there is no such folder. */
  list(folder: string, ending: string): readonly string[];
  /** Writes a new file. Throws a `FileExistsError` when there is one. */
  create(file: string, text: string): void;
  /** Writes a file that may exist already. */
  replace(file: string, text: string): void;
}
