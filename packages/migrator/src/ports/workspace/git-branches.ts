/** What git says of branches. */
export interface GitBranches {
  /**
   * By what name others may already have one of these files (relative to the root of the workspace): a branch of a
   * remote, the main branch, the upstream of the current one, or a tag whose history has a commit with the file, even
   * if a later one removed it. `undefined`: the files are in this clone alone, as far as it knows without asking a
   * server. Throws a `GitFailedError`.
   */
  publishedIn(files: readonly string[]): Promise<string | undefined>;
}
