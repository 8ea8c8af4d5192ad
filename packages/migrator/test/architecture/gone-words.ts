/** Words that Braid's texts, documents and comments have given up, and what is said instead. */
export const GONE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bdatabase (?:stands|would stand|stood) at\b/i, 'the database is at'],
  [/\b(?:took|takes|take|taken|taking) back\b/i, 'revert'],
  [/\btake \d+ revisions? back\b/i, 'revert'],
  [/\bunder way\b/i, 'running, the current statement'],
  [/\bgive the command again\b/i, 'run it again'],
  [/\bas it counts\b/i, 'effective'],
  [/\bside by side with\b/i, 'at the same time as'],
  [/\bnobody is here to be asked\b/i, 'not an interactive terminal'],
  [/\bhas nothing to complain of\b/i, 'reports no conflict'],
];
