import type { Command } from 'commander';
import type { OpenWorkbench } from '../wiring/open-workbench.ts';
import type { CliIo } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';
import type { Style } from './text/style.ts';

/** What a command hands back: the result that `--json` prints, and how a person reads it. */
export interface CliOutput {
  /** A plain object; its shape is documented in docs/json.md. */
  readonly result: object;
  /** The text for people, without a last line end. Empty: print nothing. */
  text(style: Style): string;
  /** For programs: not a character of it may be another, as in a script. */
  readonly isExact?: boolean;
  /** 0 when absent. */
  readonly exitCode?: number;
}

/** What a command gets from the command line. */
export interface Invocation {
  readonly args: readonly string[];
  /** The command's own options, by their long names in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly bench: OpenWorkbench;
  /** The value of `--slice`. */
  readonly slice: string | undefined;
  /**
   * The value of `--url` or `--env`, as it was typed without the value of the first: what names a database on this
   * command line.
   */
  readonly named?: string | undefined;
  readonly io: CliIo;
}

/** What a command gets that works where there is no workspace yet, or that must answer before one is read. */
export interface AloneInvocation extends Omit<Invocation, 'bench'> {
  readonly globals: GlobalOptions;
  /** All commands that there are. */
  readonly commands: readonly CommandEntry[];
}

interface Defined {
  /** Declares arguments, options and examples. */
  define(command: Command): void;
}

/** A command that works on a workspace, which is opened before it runs and closed after it. */
export interface ContextCommand extends Defined {
  /**
   * It can be used on a checkout that nobody has read: no code of the workspace is run, not even a configuration. See
   * docs/untrusted-checkouts.md.
   */
  readonly runsNoCode?: true;
  /** It opens an editor, or serves until it is stopped: nothing is drawn below what it prints. */
  readonly ownsTerminal?: true;
  /** The option that names the database to work on, in place of `--url`. */
  readonly databaseOption?: 'into' | 'from';
  /** Whether it has something to do where there are no slices. */
  mayBeEmpty?(args: readonly string[]): boolean;
  run(invocation: Invocation): Promise<CliOutput>;
}

/** A command that needs no workspace. */
export interface AloneCommand extends Defined {
  runAlone(invocation: AloneInvocation): Promise<CliOutput>;
}

/** One command of the command line; each has a file of its own under `cli/commands/`. */
export type CliCommand = ContextCommand | AloneCommand;

export type CommandGroup = 'Every day' | 'Team' | 'Look' | 'Repair' | 'Fleets' | 'Set up';

export interface CommandEntry {
  readonly name: string;
  /** The heading under which `--help` lists it. */
  readonly group: CommandGroup;
  readonly summary: string;
  /** Not in `--help`: called by scripts. */
  readonly hidden?: boolean;
  /** What other tools call it; several words are several arguments. */
  readonly aliases?: readonly string[];
  /** Loads the command's module; only the one that is run is ever loaded (but by `--help` of the program: none). */
  load(): Promise<CliCommand>;
}
