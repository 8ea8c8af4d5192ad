/** The meaning of each letter of `STANDING_LETTERS`, as a class and in words. */
export const STANDING_NAMES: Readonly<Record<string, readonly [name: string, text: string]>> = {
  c: ['current', 'applied, the database is here'],
  a: ['applied', 'applied'],
  p: ['pending', 'pending'],
  e: ['edited', 'applied, and its file was edited since'],
  h: ['half-run', 'begun and not finished'],
  u: ['unknown', 'not known'],
};

/** The standing for an unknown letter. */
export const NO_STANDING: readonly [name: string, text: string] = ['unknown', 'not known'];
