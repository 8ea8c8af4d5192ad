/** Files of revisions that change together: all of them, or none. Paths are relative to the root, with `/`. */
export interface Rewrite {
  readonly writes: readonly { readonly file: string; readonly text: string }[];
  readonly removes: readonly string[];
}

/**
 * Changes files of revisions and snapshots so that a crash at any moment leaves all of them old or all of them new:
 * what was begun is finished by the next command. Throws a `RewriteUnfinishedError` when another change was begun and
 * cannot be finished.
 */
export type RewriteFiles = (rewrite: Rewrite) => Promise<void>;
