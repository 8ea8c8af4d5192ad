import type { Command } from 'commander';
import type { Context } from '../config/open-context.ts';
import type { Style } from './style.ts';

/** What a command hands back: the result that `--json` prints, and how a person reads it. */
export interface CliOutput {
  /** A plain object; its shape is documented in docs/json.md. */
  readonly result: object;
  /** The text for people, without a last line end. Empty: print nothing. */
  text(style: Style): string;
  /** 0 when absent. */
  readonly exitCode?: number;
}

/** What a command gets from the command line. */
export interface Invocation {
  readonly args: readonly string[];
  /** The command's own options, by their long names in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly context: Context;
  /** The value of `--slice`. */
  readonly slice: string | undefined;
}

/** One command of the command line; each has a file of its own under `cli/commands/`. */
export interface CliCommand {
  /** Declares arguments, options and examples. */
  define(command: Command): void;
  run(invocation: Invocation): Promise<CliOutput>;
}
