/** One command of `revisions.postWrite`, run on one new file. */
export interface HookRun {
  /** The new file, relative to the workspace root. */
  readonly file: string;
  readonly command: readonly string[];
  /** Why it counts as failed; `null` when all is well. */
  readonly problem: string | null;
  /** The end of what it printed. */
  readonly output: string;
}

/** Runs the configured commands, one after the other. A command that fails is reported, not thrown. */
export interface PostWrite {
  run(file: string): Promise<readonly HookRun[]>;
}
