import type { CommanderError } from 'commander';
import { UsageError } from '../errors/usage-errors.ts';
import { closestWord } from '../revision/closest-word.ts';

/** Words that a command line may hold, to find what a misspelt one meant. */
export interface KnownWords {
  readonly commands: readonly string[];
  /** Of the program and of the command that is run: `--json`. */
  readonly options: readonly string[];
}

const LIST = 'migrate --help lists commands and options.';

/** What the parser says, as a failure of ours with the word that was probably meant. */
export function usageError(error: CommanderError, known: KnownWords): UsageError {
  const [message = ''] = error.message.replace(/^error: /, '').split('\n');
  const word = /'([^' ]+)'/.exec(message)?.[1] ?? '';
  const candidates =
    error.code === 'commander.unknownCommand'
      ? known.commands
      : error.code === 'commander.unknownOption'
        ? known.options
        : [];
  const meant = closestWord(word, candidates);
  return new UsageError(message, meant === undefined ? LIST : `Did you mean ${meant}? ${LIST}`, {
    ...(meant === undefined ? {} : { suggestions: [meant] }),
  });
}
