/** What git says about branches. */
export interface GitBranches {
  /**
   * By what name others may already have one of these files (relative to the root of the workspace): a branch of a
   * remote, the main branch, the upstream of the current one, or a tag whose history has a commit with the file, even
   * if a later one removed it. `undefined`: the files are in this clone alone, as far as it knows without asking a
   * server. Throws a `GitFailedError`.
   */
  publishedIn(files: readonly string[]): Promise<string | undefined>;
  /** The branch that is checked out; `undefined` between branches. */
  current(): Promise<string | undefined>;
  /** The branch that all others come from: that of the remote, otherwise `main`, `master` or `trunk`. */
  main(): Promise<string | undefined>;
  /** The branches of this clone. */
  names(): Promise<readonly string[]>;
  /**
   * The one of some branches with the fewest commits between it and a branch (HEAD where there is none of that name);
   * `undefined` when git knows none of them.
   */
  nearest(branch: string, among: readonly string[]): Promise<string | undefined>;
  /** Where the hooks of the repository are; an absolute path. */
  hooksFolder(): Promise<string>;
  /** Where the workspace is in the working tree of the repository, with `/`; empty at its top. */
  folder(): Promise<string>;
}
