/** Where HEAD and another branch parted, and what differs since. */
export interface ChangesSince {
  readonly ref: string;
  /** The commit where they parted. */
  readonly parted: string;
  /** Relative to the root of the workspace, with `/`, sorted. */
  readonly paths: readonly string[];
}

/** What git says about files that changed. */
export interface ChangedFiles {
  /**
   * Files of the working tree that are not as they were where HEAD and `ref` parted: committed since, uncommitted and
   * untracked ones, also those that are gone. Throws the errors of `git-errors.ts`.
   */
  since(ref: string): Promise<ChangesSince>;
  /** Files that the next commit would change. */
  staged(): Promise<readonly string[]>;
  /**
   * Files in some folders, and of those at the root, whose working copy is not what the index holds, untracked ones
   * included.
   */
  unstaged(folders: readonly string[]): Promise<readonly string[]>;
}
