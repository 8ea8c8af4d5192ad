import { type Command, InvalidArgumentError, Option } from 'commander';

/** How much is printed on standard error, from least to most. */
export const LOG_LEVELS = ['error', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The word as a level, for the parser. */
export function parseLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((one) => one === text);
  if (level === undefined) throw new InvalidArgumentError(`Use one of: ${LOG_LEVELS.join(', ')}.`);
  return level;
}

/** `-v` of each command that has no other use for it. */
export function declareVerbose(command: Command): void {
  if (command.options.some(({ short }) => short === '-v')) return;
  command.addOption(new Option('-v', '--log-level debug').hideHelp());
}

/** The log level from the program's options and those of the command (`own`); `--quiet` means `error`. */
export function logLevelOf(
  { logLevel, quiet }: { readonly logLevel?: LogLevel; readonly quiet?: boolean },
  own: Readonly<Record<string, unknown>>,
): LogLevel {
  if (own.v === true) return 'debug';
  return logLevel ?? (quiet === true ? 'error' : 'info');
}
