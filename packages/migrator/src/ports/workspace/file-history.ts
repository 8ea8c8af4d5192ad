/** Who put a file into version control. */
export interface FileOrigin {
  readonly author: string;
  /** ISO 8601 in UTC: when it was written (git's author date). */
  readonly date: string;
  readonly commit: string;
}

/** What version control knows of files. */
export interface FileHistory {
  /**
   * By path (relative to the workspace root, with `/`): who added the file. Files that are not committed are left out,
   * and all of them where version control is absent or cannot tell. Never throws.
   */
  originsOf(files: readonly string[]): Promise<ReadonlyMap<string, FileOrigin>>;
}
