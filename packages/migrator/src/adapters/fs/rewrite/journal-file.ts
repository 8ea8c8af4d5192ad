/** Relative to the root of the workspace. While it is there, the files that it names count as it has them. */
export const JOURNAL = '.braid/rewrite.json';
