import type { ForeignFile } from '../../adopt/foreign-history.ts';

export interface NewFile {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly text: string;
}

/** Files that other tools made, read as they are, and those that take their place. */
export interface ForeignFiles {
  /**
   * A path as a person gave it, seen from the folder of the command, as one relative to the workspace root. Throws a
   * `ForeignFolderError` when it is not there or leads out of the workspace.
   */
  locate(tool: string, path: string): string;
  /** Whether a file or folder is there. The path is relative to the root. */
  exists(path: string): boolean;
  /**
   * The files below a folder of the workspace that are wanted, sorted by path; `node_modules` and names that begin with
   * a dot are passed over. Throws a `FileNotUtf8Error` and a `FileTooLargeError`.
   *
   * @param isWanted gets the path relative to the folder
   */
  below(folder: string, isWanted: (path: string) => boolean): readonly ForeignFile[];
  /** Files of the workspace that may be configurations of drizzle-kit, with their texts. */
  drizzleConfigs(): readonly ForeignFile[];
  /**
   * Writes new files in this order, all or none. Throws a `FileExistsError` before anything is written when one is
   * present already.
   */
  createTogether(files: readonly NewFile[]): void;
}
