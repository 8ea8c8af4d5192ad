import type { Direction } from '../../../revision/revision.ts';
import type { AskedBatch } from './asked-batch.ts';

/**
 * Two sections in batches that look at the rows of their range and change none, to be filled in: deployed as they are,
 * they do nothing.
 */
export function batchSections(batch: AskedBatch): string {
  return [section('upgrade', batch), section('downgrade', batch)].join('\n');
}

function section(direction: Direction, { text, table, compared }: AskedBatch): string {
  const range = `${compared} > :from and ${compared} <= :to`;
  const columns = compared.replace(/^\((.*)\)$/, '$1');
  return `-- migrate:${direction} batch="${text.replace(/["\\]/g, '\\$&')}"
-- Put here what changes the rows of one batch, for example
-- update ${table} set … where ${range};
with range as (select ${columns} from ${table} where ${range})
select count(*) from range;
`;
}
