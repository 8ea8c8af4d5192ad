import type { CommanderError } from 'commander';
import { closestWord } from '../../errors/closest-word.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { meantCommand } from './meant-command.ts';

/** Valid words of a command line, to suggest the right one for a misspelling. */
export interface KnownWords {
  readonly commands: readonly string[];
  /** The command to run, if known. */
  readonly command?: string | undefined;
  /** Of the program and of the command that is run: `--json`. */
  readonly options: readonly string[];
}

/** The parser's error as a `UsageError` that suggests the word that was probably meant. */
export function usageError(error: CommanderError, known: KnownWords): UsageError {
  const [message = ''] = error.message.replace(/^error: /, '').split('\n');
  const word = /'([^' ]+)'/.exec(message)?.[1] ?? '';
  const meant =
    error.code === 'commander.unknownCommand'
      ? meantCommand(word, known.commands)
      : error.code === 'commander.unknownOption'
        ? closestWord(word, known.options)
        : undefined;
  return new UsageError({
    problem: 'unparsable',
    said: message,
    ...(known.command === undefined ? {} : { command: known.command }),
    ...(meant === undefined ? {} : { suggestions: [meant] }),
  });
}
