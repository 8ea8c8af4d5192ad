/** Where HEAD and another branch parted, and what differs since. */
export interface ChangesSince {
  readonly ref: string;
  /** The commit where they parted. */
  readonly parted: string;
  /** Relative to the root of the workspace, with `/`, sorted. */
  readonly paths: readonly string[];
}

/** How the working copies of files differ from what git's index holds. */
export interface UnstagedFiles {
  /** Those that differ, untracked ones included. */
  readonly paths: readonly string[];
  /** By file, of regular ones that do not: the id of what both hold. */
  readonly blobs: ReadonlyMap<string, string>;
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
  /** About files in some folders, and those at the root. */
  unstaged(folders: readonly string[]): Promise<UnstagedFiles>;
}
