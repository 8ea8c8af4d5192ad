import type { Option } from 'commander';

/** Words that are neither options nor their values: the command and its arguments. */
export function operandsAmong(options: readonly Option[], words: readonly string[]): string[] {
  return operandPlaces(options, words).flatMap((at) => words[at] ?? []);
}

/** Where the operands are among the words. */
export function operandPlaces(options: readonly Option[], words: readonly string[]): number[] {
  const places: number[] = [];
  let value = false;
  for (const [at, word] of words.entries()) {
    const option = options.find(({ long, short }) => word === long || word === short);
    if (!value && !word.startsWith('-')) places.push(at);
    value = option !== undefined && (option.required || option.optional);
  }
  return places;
}
