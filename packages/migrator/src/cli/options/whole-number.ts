import { InvalidArgumentError } from 'commander';

/** Reads the value of an option that is a number of things. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Write a whole number such as 12.');
  return value;
}
