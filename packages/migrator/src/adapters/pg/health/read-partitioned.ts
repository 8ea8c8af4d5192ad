import type { NotSeen } from '../../../health/facts/health-facts.ts';
import type { PartitionedFacts } from '../../../health/facts/partition-facts.ts';
import { quotedPath } from '../../../health/text.ts';
import type { HealthSession } from './health-session.ts';
import { PARTITIONED } from './sql/partitions.ts';

interface Row extends Omit<PartitionedFacts, 'defaultPartition'> {
  readonly defaultSchema: string | null;
  readonly defaultName: string | null;
  readonly isReadable: boolean | null;
}

/** Partitioned tables, and whether their default partitions have rows. */
export async function readPartitioned(
  session: HealthSession,
  stateSchema: string,
): Promise<{ readonly partitioned: readonly PartitionedFacts[]; readonly notSeen: readonly NotSeen[] }> {
  const partitioned: PartitionedFacts[] = [];
  const notSeen: NotSeen[] = [];
  for (const row of await session.rows<Row>(PARTITIONED, [stateSchema])) {
    const { defaultSchema: schema, defaultName: name, isReadable, ...facts } = row;
    if (schema === null || name === null) {
      partitioned.push({ ...facts, defaultPartition: null });
      continue;
    }
    const looked =
      isReadable === true
        ? await session.tryRows<{ found: boolean }>(`select exists (select from ${quotedPath(schema, name)}) as found`)
        : { why: 'the role may not read its rows' };
    if ('why' in looked) {
      notSeen.push({ rule: 'default-partition-rows', object: `table ${schema}.${name}`, why: looked.why });
    }
    const hasRows = 'rows' in looked ? looked.rows[0]?.found === true : null;
    partitioned.push({ ...facts, defaultPartition: { schema, name, hasRows } });
  }
  return { partitioned, notSeen };
}
