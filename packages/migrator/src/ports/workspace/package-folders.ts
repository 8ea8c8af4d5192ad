/** Where the packages of the workspace itself lie. */
export interface PackageFolders {
  /**
   * The folder (relative to the root) of the package that a file in `from` gets by this name; `undefined` for one that
   * was installed, and for none.
   */
  folderOf(from: string, name: string): string | undefined;
}
