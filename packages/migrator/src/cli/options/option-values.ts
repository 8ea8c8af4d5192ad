import { InvalidArgumentError } from 'commander';

/** The value of an option that takes a word; `undefined` when it was not given. */
export function textOption(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that takes several words; `undefined` when it was not given. */
export function listOption(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** A whole number from 1 up, for options. */
export function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1.');
  return Number(text);
}
