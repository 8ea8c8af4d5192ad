import type { CommanderError } from 'commander';
import { closestWord } from '../../errors/closest-word.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';

/** Words that a command line may hold, to find what a misspelt one meant. */
export interface KnownWords {
  readonly commands: readonly string[];
  /** The command that was to run, when it could be told. */
  readonly command?: string | undefined;
  /** Of the program and of the command that is run: `--json`. */
  readonly options: readonly string[];
}

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
  const list =
    known.command === undefined
      ? 'migrate --help lists commands and options.'
      : `migrate ${known.command} --help lists arguments and options.`;
  const meant = closestWord(word, candidates);
  return new UsageError(message, meant === undefined ? list : `Did you mean ${meant}? ${list}`, {
    ...(meant === undefined ? {} : { suggestions: [meant] }),
  });
}
