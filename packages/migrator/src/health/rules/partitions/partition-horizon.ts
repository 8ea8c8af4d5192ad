import { upperBound } from '../../../sql/printed/partition-bound.ts';
import type { PartitionedFacts } from '../../facts/partition-facts.ts';
import type { HealthRule } from '../../rule.ts';
import { daysBetween } from '../../text.ts';

const TIMES = ['date', 'timestamp without time zone', 'timestamp with time zone'];

/** A table by time whose last partition ends soon: after it rows are refused, or fall into the default partition. */
export const partitionHorizon: HealthRule = {
  code: 'partition-horizon',
  severity: 'warning',
  find({ partitioned, server }, { limits }) {
    return partitioned.flatMap((table) => {
      const { schema, name, rootSchema, rootName, strategy, keyTypes } = table;
      if (strategy !== 'range' || !TIMES.includes(keyTypes[0] ?? '')) return [];
      const ends = endOf(table);
      if (ends === 'never') return [];
      const days = ends === undefined ? -1 : daysBetween(server.now, ends);
      if (days >= limits.horizonDays) return [];
      return [
        {
          object: `table ${schema}.${name}`,
          table: { schema: rootSchema, name: rootName },
          severity: days < 0 ? 'error' : 'warning',
          message:
            ends === undefined
              ? `Partitioned table ${schema}.${name} has no partition but perhaps a default one.`
              : days < 0
                ? `The last partition of ${schema}.${name} ended at ${ends}.`
                : `The last partition of ${schema}.${name} ends in ${days} days, at ${ends}.`,
          repair: `migrate partitions ensure ${schema === 'public' ? name : `${schema}.${name}`}, if sql/ declares it (docs/partitions.md); otherwise add partitions with a revision: migrate revision --empty -m "partitions ahead"`,
        },
      ];
    });
  },
};

/** The first value of the highest upper bound; `undefined` when there is none. */
function endOf({ bounds }: PartitionedFacts): string | 'never' | undefined {
  let last: string | undefined;
  for (const bound of bounds) {
    const upper = upperBound(bound);
    if (upper === 'never') return upper;
    if (upper === undefined || Number.isNaN(Date.parse(upper.value))) continue;
    if (last === undefined || Date.parse(upper.value) > Date.parse(last)) last = upper.value;
  }
  return last;
}
