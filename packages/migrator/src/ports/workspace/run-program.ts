/** What a program did. */
export interface ProgramRun {
  /** What it wrote to its standard output. */
  readonly output: string;
  /** Why it did not succeed, in one line: the last one of its standard error, or that it cannot be run. */
  readonly problem: string | undefined;
}

/**
 * Runs a program that the person named, without a shell and without input, in a folder of the workspace (relative to
 * its root). Its failure is an answer; nothing is thrown.
 */
export type RunProgram = (command: readonly string[], folder: string) => Promise<ProgramRun>;
