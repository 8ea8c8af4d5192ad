import { type ErrorPlace, type Problem, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export type InvalidSectionOption = ErrorPlace & {
  /** As it is written: `transaction=maybe`, or its key. */
  readonly option: string;
} & (
    | { readonly problem: 'unreadable' | 'not-on-or-off' }
    | { readonly problem: 'twice' | 'not-a-duration' | 'no-reason' | 'for-downgrades'; readonly key: string }
    | { readonly problem: 'unknown'; readonly suggestion?: string; readonly known: readonly string[] }
  );

/**
 * An option on a section marker is unknown, repeated or has a wrong value.
 * @cause The option is misspelt, has no quotes around several words, or belongs to the other section.
 * @repair Write it as the hint shows: `-- migrate:upgrade transaction=off lock-timeout=5s`.
 */
export class InvalidSectionOptionError extends RevisionFileError<InvalidSectionOption> {
  readonly code = 'section-option-invalid';
  constructor(facts: InvalidSectionOption) {
    const { problem, hint } = explain(facts);
    super(facts, { problem: `section option ${quoteForMessage(facts.option)} ${problem}`, hint });
  }
}

function explain(facts: InvalidSectionOption): Problem {
  switch (facts.problem) {
    case 'unreadable':
      return {
        problem: 'cannot be read',
        hint: 'Options are written key=value or key="several words" (\\" for a quote), separated by blanks.',
      };
    case 'not-on-or-off':
      return { problem: 'is neither on nor off', hint: 'Write transaction=off' };
    case 'twice':
      return { problem: 'is there twice', hint: `Keep one ${facts.key}=…` };
    case 'not-a-duration':
      return {
        problem: 'is not a duration',
        hint: `Write for example ${facts.key}=500ms, ${facts.key}=5s or ${facts.key}=2min`,
      };
    case 'no-reason':
      return { problem: 'has no reason', hint: `Say it in words: ${facts.key}="…"` };
    case 'for-downgrades':
      return { problem: 'belongs to the downgrade', hint: `Write: -- migrate:downgrade ${facts.key}="…"` };
    case 'unknown':
      return {
        problem: 'is unknown',
        hint:
          facts.suggestion === undefined
            ? `Known options: ${facts.known.join(', ')}`
            : `Did you mean ${facts.suggestion}=…?`,
      };
  }
}
