/** Longest id and label, in bytes (all allowed characters are of one byte). */
export const MAX_ID_LENGTH = 64;

/** Why a word cannot be the id of a revision or a branch label. */
export type WordProblem = 'empty' | 'too-long' | 'characters' | 'reserved';

const ALLOWED = {
  id: 'letters, digits, "_" and "."',
  label: 'letters, digits, "_", "." and "-", beginning with a letter or "_"',
} as const;

/** `is empty`, `may only have letters …`: the words that follow the name of the word. */
export function describeWordProblem(problem: WordProblem, what: keyof typeof ALLOWED): string {
  switch (problem) {
    case 'empty':
      return 'is empty';
    case 'too-long':
      return `is longer than ${MAX_ID_LENGTH} characters`;
    case 'characters':
      return `may only have ${ALLOWED[what]}`;
    case 'reserved':
      return 'is a reserved word';
  }
}
