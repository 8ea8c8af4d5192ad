import { readBatchKey } from '../../../revision/batch/read-batch.ts';
import type { LargeTable } from '../../../schema/difference/batched-fills.ts';
import { nameParts } from '../../../sql/names/name-parts.ts';

/**
 * Tables as `--batch` and `revisions.batch` name them, `app.orders(id)`; if a table is named several times, the first
 * counts.
 */
export function largeTables(named: readonly string[]): readonly LargeTable[] {
  const found = new Map<string, LargeTable>();
  for (const text of named) {
    const read = readBatchKey(text.trim());
    if (read === undefined) throw new RangeError(`not checked before: ${text}`);
    const [table = '', schema = 'public'] = nameParts(read.table).toReversed();
    const id = JSON.stringify([schema, table]);
    if (!found.has(id)) found.set(id, { schema, table, key: read.key });
  }
  return [...found.values()];
}
