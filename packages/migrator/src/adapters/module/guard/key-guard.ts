import { DataRevisionBatchError } from '../../../errors/batch/code-batch-errors.ts';
import type { Batch } from '../../../revision/batch/batch.ts';
import { writesKey } from '../../../sql/batch/writes-key.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';
import { redactSql, shortenSql } from '../../../sql/redact-sql.ts';
import type { CodeScope } from './code-scope.ts';
import type { ClientGuard } from './guarded-client.ts';

/**
 * The same guard, but it also refuses statements that change the key of the running batches.
 *
 * @param running called before each statement
 */
export function keyGuard(
  scope: CodeScope,
  guard: ClientGuard,
  running: () => Pick<Batch, 'table' | 'key'> | undefined,
): ClientGuard {
  return {
    ...guard,
    check(sql) {
      guard.check(sql);
      const batch = running();
      if (batch === undefined || writesKey(sql, nameParts(batch.table).at(-1) ?? '', batch.key) === undefined) return;
      const error = new DataRevisionBatchError({
        ...{ ...scope.request.place, problem: 'key-written' },
        statement: shortenSql(redactSql(sql), 80),
      });
      scope.fail(error);
      throw error;
    },
  };
}
