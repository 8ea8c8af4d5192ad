/** Files of hooks; absolute paths, since a repository may have them anywhere. */
export interface HookFiles {
  /** `undefined` when it is not there. */
  read(file: string): string | undefined;
  /** Writes a file that can be run. */
  writeProgram(file: string, text: string): void;
}
