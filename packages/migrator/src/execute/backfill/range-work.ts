import type { BackfillStore, BatchKey, BatchWork } from '../../ports/database/backfill-store.ts';
import { type BatchBound, readBatchBounds } from '../../sql/batch/batch-bounds.ts';
import { type BatchRange, bindBatch } from '../../sql/batch/bind-batch.ts';
import type { BatchedCode } from '../data/batched-code.ts';
import type { PreparedStep } from '../prepared-step.ts';

/** What runs for one range of keys, and how to find a place in a statement again in the file. */
export interface RangeWork {
  readonly work: BatchWork;
  readonly written: (statement: number, position: number) => number | undefined;
  /** `file:line` of the code that failed last. */
  readonly failedAt: () => string | undefined;
}

/** Makes the work of one range of keys. */
export type RangeWorks = (key: BatchKey, range: BatchRange) => Promise<RangeWork>;

/** Statements with the keys in place of their bounds. */
export function statementWorks({ statements, batch }: Pick<PreparedStep, 'statements' | 'batch'>): RangeWorks {
  const bounds = statements.map(({ sql }) => {
    const found: readonly BatchBound[] | { readonly problem: string } = readBatchBounds(sql, batch?.key ?? []);
    if ('problem' in found) throw new RangeError(`bounds of a batch that were not checked: ${found.problem}`);
    return found;
  });
  return async ({ types }, range) => {
    const bound = statements.map(({ sql }, index) => bindBatch(sql, bounds[index] ?? [], types, range));
    return {
      work: bound,
      written: (statement, position) => bound[statement]?.written(position),
      failedAt: () => undefined,
    };
  };
}

/** Code that gets the keys. It is told the key before the first one, since it cannot be told to include that. */
export function codeWorks(
  code: BatchedCode,
  database: Pick<BackfillStore, 'keyBelow'>,
  failedAt: () => string | undefined,
): RangeWorks {
  return async (key, { from: first, to, isFirst }) => {
    const from = isFirst ? await database.keyBelow(key, first) : first;
    if (from === undefined) throw new RangeError('the first key was checked before the first batch');
    return { work: (session) => code.batch(session, { from, to }), written: () => undefined, failedAt };
  };
}
