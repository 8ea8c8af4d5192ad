import { type ErrorPlace, RevisionFileError } from './revision-file-error.ts';

export type UnprintableRevision = ErrorPlace &
  /**
   * `differs`: what would be read back differently: `statement 2 of migrate:upgrade`. `said`: why it could not be read
   * back at all.
   */
  ({ readonly differs: string } | { readonly said: string });

/**
 * A revision cannot be written, because Braid could not read it back unchanged.
 * @cause A message has two lines, or a statement ends in a comment or contains a second statement.
 * @repair Change the value that the message names; nothing was written.
 */
export class UnprintableRevisionError extends RevisionFileError<UnprintableRevision> {
  readonly code = 'revision-unprintable';
  constructor(facts: UnprintableRevision) {
    const why = 'said' in facts ? facts.said : `${facts.differs} would be read back differently`;
    super(facts, {
      problem: `the revision cannot be written: ${why}`,
      hint: 'Change the value; nothing was written.',
    });
  }
}
