import { closestWord } from '../../errors/closest-word.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';

/**
 * The known word that was typed, for commands whose first argument is a fixed word. Throws a `UsageError` that suggests
 * the word that was probably meant.
 */
export function knownWord<Word extends string>(
  command: string,
  typed: string | undefined,
  known: readonly Word[],
): Word {
  const word = known.find((one) => one === typed);
  if (word !== undefined) return word;
  const meant = typed === undefined ? undefined : closestWord(typed, known);
  throw new UsageError({
    problem: 'unknown-action',
    command,
    typed: typed ?? '',
    known,
    ...(meant === undefined ? {} : { suggestions: [meant] }),
  });
}
