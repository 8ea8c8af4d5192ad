import { type ErrorPlace, type Problem, quoteForMessage, RevisionFileError } from './revision-file-error.ts';

export type InvalidSectionOption = ErrorPlace & {
  /** As written in the file: `transaction=maybe`, or its key. */
  readonly option: string;
} & (
    | { readonly problem: 'unreadable' | 'not-on-or-off' | 'not-on-off-or-steps' | 'steps-in-sql' | 'not-a-batch' }
    | {
        readonly problem:
          | 'twice'
          | 'not-a-duration'
          | 'not-a-number'
          | 'no-reason'
          | 'for-downgrades'
          | 'needs-batch'
          | 'not-with-batch';
        readonly key: string;
      }
    | { readonly problem: 'not-a-throttle'; readonly part: string; readonly expected: string }
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
    case 'not-on-off-or-steps':
      return {
        problem: 'is none of on, off and steps',
        hint: 'Write transaction=steps for op.step and op.batch, or off',
      };
    case 'steps-in-sql':
      return {
        problem: 'is for code',
        hint: 'Write transaction=off, which remembers each statement that is done, or batch="orders(id)"',
      };
    case 'twice':
      return { problem: 'is there twice', hint: `Keep one ${facts.key}=…` };
    case 'not-a-duration':
      return {
        problem: 'is not a duration',
        hint: `Write for example ${facts.key}=500ms, ${facts.key}=5s or ${facts.key}=2min`,
      };
    case 'not-a-number':
      return { problem: 'is not a number of rows', hint: `Write for example ${facts.key}=1000` };
    case 'not-a-batch':
      return {
        problem: 'does not name a table and its key',
        hint: 'Write the table and the columns of its key: batch="orders(id)" or batch="app.lines(order_id, line)"',
      };
    case 'not-a-throttle':
      return {
        problem: `cannot be read at ${quoteForMessage(facts.part)}`,
        hint: `Write for example: ${facts.expected}`,
      };
    case 'needs-batch':
      return { problem: 'is for sections in batches', hint: 'Add the table and its key: batch="orders(id)"' };
    case 'not-with-batch':
      return {
        problem: 'cannot go with batch="…"',
        hint: `Remove ${facts.key}=…: each batch of rows has a transaction of its own.`,
      };
    case 'no-reason':
      return { problem: 'has no reason', hint: `Write the reason: ${facts.key}="…"` };
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
