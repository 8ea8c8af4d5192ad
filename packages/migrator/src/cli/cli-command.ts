import type { Command } from 'commander';
import type { OpenWorkbench } from '../wiring/open-workbench.ts';
import type { CliIo } from './cli-io.ts';
import type { GlobalOptions } from './options/global-options.ts';
import type { Style } from './text/style.ts';

/** What a command returns: the result that `--json` prints, and the text for people. */
export interface CliOutput {
  /** A plain object; its shape is documented in docs/json.md. */
  readonly result: object;
  /** The text for people, without a last line end. Empty: print nothing. */
  text(style: Style): string;
  /** The text is for programs, such as a script: every character must be printed as it is. */
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

/** What a command gets that works without a workspace, or must answer before one is read. */
export interface AloneInvocation extends Omit<Invocation, 'bench'> {
  readonly globals: GlobalOptions;
  /** All commands. */
  readonly commands: readonly CommandEntry[];
}

/** The words that the first argument of a command may be. */
export interface Actions {
  /** Taken when there is none. */
  readonly usual?: string;
  /** How many words each action takes after it. */
  readonly operands: Readonly<Record<string, number>>;
}

interface Defined {
  /**
   * For a command whose first argument is an action: what an action would leave aside is refused before it runs. The
   * description of an option begins with the actions that it is for, unless that are all.
   */
  readonly actions?: Actions;
  /** Declares arguments, options and examples. */
  define(command: Command): void;
}

/** A command that works on a workspace, which is opened before it runs and closed after it. */
export interface ContextCommand extends Defined {
  /**
   * It is safe in an untrusted checkout: it runs no code of the workspace, not even a configuration. See
   * docs/untrusted-checkouts.md.
   */
  readonly runsNoCode?: true;
  /** It only shows what is there, once: what is kept of the revision files will do while they are unchanged. */
  readonly readsIndex?: true;
  /** Its answer depends on files, words and the environment alone, and may be kept. */
  readonly answersFromFiles?: true;
  /** It opens an editor, or serves until it is stopped: nothing is drawn below what it prints. */
  readonly ownsTerminal?: true;
  /** The option that names the database to work on, in place of `--url`. */
  readonly databaseOption?: 'into' | 'from';
  /** Whether it has something to do in a workspace without slices. */
  mayBeEmpty?(args: readonly string[]): boolean;
  run(invocation: Invocation): Promise<CliOutput>;
}

/** A command that needs no workspace. */
export interface AloneCommand extends Defined {
  runAlone(invocation: AloneInvocation): Promise<CliOutput>;
}

/** One command of the command line; each has its own file under `cli/commands/`. */
export type CliCommand = ContextCommand | AloneCommand;

export type CommandGroup = 'Every day' | 'Team' | 'Look' | 'Repair' | 'Fleets' | 'Set up';

export interface CommandEntry {
  readonly name: string;
  /** The heading under which `--help` lists it. */
  readonly group: CommandGroup;
  readonly summary: string;
  /** Not in `--help`: called by scripts. */
  readonly hidden?: boolean;
  /** Its names in other tools; several words are several arguments. */
  readonly aliases?: readonly string[];
  /**
   * Loads the command's module; only the module of the command that runs is loaded, and none for `--help` of the
   * program.
   */
  load(): Promise<CliCommand>;
}
