import { closestWord } from '../../errors/closest-word.ts';
import { UsageError } from '../../errors/workspace/usage-errors.ts';

/**
 * The one of the known words that was typed, for commands whose first argument is a word of their own. Throws a `UsageError` with the word
 * that was probably meant.
 */
export function knownWord<Word extends string>(
  command: string,
  typed: string | undefined,
  known: readonly Word[],
): Word {
  const word = known.find((one) => one === typed);
  if (word !== undefined) return word;
  const meant = typed === undefined ? undefined : closestWord(typed, known);
  throw new UsageError(
    `"migrate ${command} ${typed ?? ''}" is not a command.`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}Use one of: ${known.join(', ')}.`,
    meant === undefined ? {} : { suggestions: [meant] },
  );
}
