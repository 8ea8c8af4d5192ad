import { createHash } from 'node:crypto';
import type { Batch } from '../../revision/batch/batch.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { rememberedSql } from '../half-run/statement-hash.ts';

const PREFIX = 'batch:';

/**
 * A name for work in batches. While it runs, its statements and its key must stay the same.
 *
 * @param work the statements, or the checksum of the file that has the code
 */
export function batchMark(
  { table, key, where }: Pick<Batch, 'table' | 'key' | 'where'>,
  work: readonly Pick<Statement, 'sql'>[] | string,
): string {
  const named = typeof work === 'string' ? { where, code: work } : work.map(({ sql }) => rememberedSql(sql));
  return `${PREFIX}${createHash('sha256')
    .update(JSON.stringify([table, key, named]), 'utf8')
    .digest('hex')}`;
}

/** Whether the first of the statements that a half run has done is such a name. */
export function isBatchMark(done: string | undefined): boolean {
  return done?.startsWith(PREFIX) === true;
}
