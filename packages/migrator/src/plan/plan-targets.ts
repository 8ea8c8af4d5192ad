import { UsageError } from '../errors/usage/usage-error.ts';

/**
 * The target symbols of `upgrade`/`downgrade`: the words given, or `<slice>@<word>` for each `--slice`; a word that
 * names the slice itself stays as it is. Throws a
 * `UsageError` for a word that names another branch.
 */
export function planTargets(targets: readonly string[], slices: readonly string[] = []): readonly string[] {
  const words = targets.length === 0 ? ['head'] : targets;
  return slices.length === 0 ? targets : slices.flatMap((slice) => words.map((word) => inSlice(word, slice)));
}

function inSlice(word: string, slice: string): string {
  const [branch = '', ...rest] = word.split('@');
  if (rest.length === 0 || branch === '') return `${slice}@${word}`;
  if (branch === slice) return word;
  throw new UsageError({ problem: 'slice-and-branch', slice, target: word, rest: rest.join('@') });
}
