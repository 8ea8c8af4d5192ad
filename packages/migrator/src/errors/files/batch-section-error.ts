import { type ErrorPlace, type Problem, RevisionFileError } from './revision-file-error.ts';

export interface BatchSection extends ErrorPlace {
  readonly direction: 'upgrade' | 'downgrade';
  /** Columns of the key. */
  readonly key: readonly string[];
  /**
   * `empty`: no statement. `command`: one that changes no rows. `no-from`, `no-to`: a bound is missing.
   * `from-operator`, `to-operator`: a bound is behind another operator than `>` or `<=`. `not-the-key`: something
   * other than the key is compared with a bound. `parameter`: `$1`. `key-written`: the statement changes the key.
   */
  readonly problem:
    | 'empty'
    | 'command'
    | 'no-from'
    | 'no-to'
    | 'from-operator'
    | 'to-operator'
    | 'not-the-key'
    | 'parameter'
    | 'key-written';
}

/**
 * A section that runs in batches has a statement that cannot run in batches: it would process rows twice or never.
 * @cause `:from` or `:to` is missing or is compared with something else than the key, or the statement changes the key.
 * @repair Compare the key with both bounds: `where id > :from and id <= :to`; of several columns the row:
 * `where (order_id, line) > :from and (order_id, line) <= :to`.
 */
export class BatchSectionError extends RevisionFileError<BatchSection> {
  readonly code = 'section-batch';
  constructor(facts: BatchSection) {
    super(facts, explain(facts));
  }
}

function explain({ problem, direction, key }: BatchSection): Problem {
  const name = key.map((column) => (/^[a-z_][a-z0-9_]*$/.test(column) ? column : `"${column.replaceAll('"', '""')}"`));
  const operand = name.length === 1 ? name.join('') : `(${name.join(', ')})`;
  const bounds = `Write in its condition: ${operand} > :from and ${operand} <= :to`;
  switch (problem) {
    case 'empty':
      return {
        problem: `migrate:${direction} runs in batches and has no statement`,
        hint: 'Write the statement that changes the rows of one batch, or remove batch="…". In TypeScript, export batch instead.',
      };
    case 'command':
      return {
        problem: 'only INSERT, UPDATE, DELETE, MERGE and WITH run in batches',
        hint: 'Put other statements into a separate revision.',
      };
    case 'no-from':
      return { problem: 'a statement that runs in batches does not say where a batch begins', hint: bounds };
    case 'no-to':
      return { problem: 'a statement that runs in batches does not say where a batch ends', hint: bounds };
    case 'from-operator':
      return { problem: ':from is the last key of the previous batch and is compared only with >', hint: bounds };
    case 'to-operator':
      return { problem: ':to is the last key of the batch and is compared only with <=', hint: bounds };
    case 'not-the-key':
      return { problem: `what is compared with a bound is not the key ${operand}`, hint: bounds };
    case 'parameter':
      return { problem: 'nothing gives a parameter such as $1 a value', hint: bounds };
    case 'key-written':
      return {
        problem: `the statement changes the key ${operand}, by which its rows are found`,
        hint: 'Walk the table by a key that does not change: batch="table(key)"',
      };
  }
}
