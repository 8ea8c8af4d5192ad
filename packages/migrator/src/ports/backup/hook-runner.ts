/** The result of one command of a hook. */
export interface HookOutcome {
  /** Why it failed; `null` if it succeeded. */
  readonly problem: string | null;
  /** The end of what it printed, without secrets. */
  readonly output: string;
}

export interface HookRunner {
  /**
   * Runs a command without a shell, in the workspace. It is ended, with all that it started, after `timeoutMs`, by a
   * signal, and when `signal` is aborted.
   */
  run(
    command: readonly string[],
    options: {
      /** Added to those of the environment. */
      readonly variables: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<HookOutcome>;
}
