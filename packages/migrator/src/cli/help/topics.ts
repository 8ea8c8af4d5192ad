/** The topics of `migrate help <topic>`, besides commands. */
export const TOPICS = {
  targets: 'the symbols that name revisions: heads, events@head, -1, a:b …',
  heads: 'what heads are, and what to do when there are several',
  config: 'where a value comes from, and which database is used',
  'exit-codes': 'what the exit codes mean',
} as const;

export type Topic = keyof typeof TOPICS;

export function isTopic(word: string | undefined): word is Topic {
  return word !== undefined && Object.hasOwn(TOPICS, word);
}
