/** Relative to the root of the workspace. While it exists, its texts replace the files that it names. */
export const JOURNAL = '.braid/rewrite.json';
