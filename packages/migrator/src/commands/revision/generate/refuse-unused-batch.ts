import { UsageError } from '../../../errors/usage/usage-error.ts';
import { changeOf } from '../../../schema/change/change.ts';
import { fillsOf, retypedNotes } from '../../../schema/difference/batched-fills.ts';
import type { SliceChange } from '../../shared/schema/compare-slices.ts';
import { largeTables } from '../batch/large-tables.ts';
import type { Generated } from '../revision-request.ts';

/** Refuses `--batch` for a table whose rows do not change: it would have no effect. Throws a `UsageError`. */
export function refuseUnusedBatch({ batches }: Pick<Generated, 'batches'>, changes: readonly SliceChange[]): void {
  const large = largeTables(batches);
  const [batch] = batches;
  if (batch === undefined || changes.length === 0) return;
  const isUsed = changes.some(({ before, after, renames }) => {
    const change = changeOf(before, after, renames);
    return fillsOf(change, large).length + retypedNotes(change, large).length > 0;
  });
  if (!isUsed) throw new UsageError({ problem: 'batch-unused', batch });
}
