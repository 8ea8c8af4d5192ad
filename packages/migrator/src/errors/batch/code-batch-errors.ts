import { quoteForMessage } from '../files/revision-file-error.ts';
import type { RevisionPlace } from '../files/revision-place.ts';
import { DataRevisionError } from '../run/data-revision-errors.ts';

export type DataRevisionBatch = RevisionPlace &
  (
    | {
        readonly problem: 'option';
        /** An option of `batch`, and what it must be. */
        readonly option: string;
        readonly expected: string;
      }
    /** The marker says `transaction=off`. */
    | { readonly problem: 'transaction-off' }
    /** No function takes a range. */
    | { readonly problem: 'no-range' }
    /** A statement changes the key. */
    | { readonly problem: 'key-written'; readonly statement: string }
    | {
        /** Code gets the key before its first row, and there is no value below the first key. */
        readonly problem: 'least-key';
        readonly table: string;
      }
  );

/**
 * A data revision that exports `batch` cannot run in batches.
 * @cause An option of `batch` is wrong, neither function takes a range of keys, or a statement changes the key, so that
 * batches would process rows twice or never.
 * @repair Correct what the message names; `docs/revision-files.md` lists the options.
 */
export class DataRevisionBatchError extends DataRevisionError<DataRevisionBatch> {
  readonly code = 'data-revision-batch';
  constructor(facts: DataRevisionBatch) {
    super(facts, explain(facts));
  }
}

function explain(facts: DataRevisionBatch): { readonly problem: string; readonly hint: string } {
  switch (facts.problem) {
    case 'option':
      return {
        problem: `"${quoteForMessage(facts.option)}" of batch is not ${facts.expected}`,
        hint: "Write for example: export const batch = { table: 'orders', key: 'id' };",
      };
    case 'transaction-off':
      return {
        problem: 'exports batch and says transaction=off: each batch has its own transaction',
        hint: 'Remove transaction=off from the marker.',
      };
    case 'no-range':
      return {
        problem: 'exports batch, but neither upgrade nor downgrade takes a range of keys',
        hint: 'Write: export async function upgrade(op: DataOperations, { from, to }: KeyRange): Promise<void> { … }',
      };
    case 'key-written':
      return {
        problem: `a statement changes the key by which its rows are found: ${quoteForMessage(facts.statement)}`,
        hint: 'Walk the table by a key that does not change.',
      };
    case 'least-key':
      return {
        problem: `the first key of ${facts.table} is the lowest possible value, so no batch can begin below it`,
        hint: 'Write the change as an SQL revision: its :from and :to handle the first batch.',
      };
  }
}

/** What `verify` returned, and for which direction. */
export interface DataRevisionVerification extends RevisionPlace {
  readonly direction: 'upgrade' | 'downgrade';
  readonly found: string;
  /** Its changes are committed, as those of batches are; the revision is not recorded as applied. */
  readonly staysDone: boolean;
}

/**
 * The `verify` of a data revision did not return `true`.
 * @cause The function left rows out, other programs wrote rows meanwhile, or `verify` is wrong.
 * @repair Look at the rows, correct them or the code, and run the same command again: batches that are done are not
 * repeated.
 */
export class DataRevisionVerificationError extends DataRevisionError<DataRevisionVerification> {
  readonly code = 'data-revision-verification';
  constructor(facts: DataRevisionVerification) {
    const { direction, found, staysDone } = facts;
    super(facts, {
      problem: `verify returned ${quoteForMessage(found)} instead of true after its ${direction}${staysDone ? '' : ', which was rolled back'}`,
      hint: staysDone
        ? 'Correct the rows, or verify, and run the same command again: it only checks.'
        : 'Correct the rows, the code or verify, and run the same command again.',
    });
  }
}
