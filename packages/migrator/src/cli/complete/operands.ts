import type { Option } from 'commander';

/** Words that are neither options nor their values: the command and its arguments. */
export function operandsAmong(options: readonly Option[], words: readonly string[]): string[] {
  const operands: string[] = [];
  let value = false;
  for (const word of words) {
    const option = options.find(({ long, short }) => word === long || word === short);
    if (!value && !word.startsWith('-')) operands.push(word);
    value = option !== undefined && (option.required || option.optional);
  }
  return operands;
}
