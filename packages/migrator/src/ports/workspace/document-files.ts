/** Files that the user names, such as a plan. Paths are as given: relative to where the command was given. */
export interface DocumentFiles {
  /** The parsed JSON of a file. Throws a `DocumentError`. */
  readJson(path: string): unknown;
  /** Writes or replaces a file, whole or not at all. Throws a `DocumentError`. */
  write(path: string, text: string): void;
}
