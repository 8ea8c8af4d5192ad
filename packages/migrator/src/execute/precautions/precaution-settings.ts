/** Commands of a hook, each a list of words. */
export type HookCommands = readonly (readonly string[])[];

/** What the configuration and `--backup` say is done around runs. */
export interface PrecautionSettings {
  readonly backup: {
    readonly before: 'lossy' | 'always' | 'never';
    readonly after: boolean;
  };
  readonly hooks: {
    readonly beforeRun: HookCommands;
    readonly beforeLossy: HookCommands;
    readonly afterRun: HookCommands;
    readonly onFailure: HookCommands;
    readonly timeoutMs: number;
  };
}
