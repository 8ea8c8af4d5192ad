import type { HealthRule } from '../../rule.ts';
import { coversSame, isNeeded } from './same-index.ts';

/** An index whose keys are the first keys of another: the longer one answers its queries, too. */
export const overlappingIndex: HealthRule = {
  code: 'overlapping-index',
  severity: 'info',
  find({ indexes }) {
    const usable = indexes.filter(({ isValid, method }) => isValid && method === 'btree');
    return usable.flatMap((index) => {
      if (index.isUnique || isNeeded(index) || index.included.length > 0) return [];
      const longer = usable.find((other) => other.keys.length > index.keys.length && coversSame(index, other));
      if (longer === undefined) return [];
      const { schema, name, table } = index;
      return [
        {
          object: `index ${schema}.${name}`,
          table: { schema, name: table },
          message: `Index ${name} on ${schema}.${table} has the first columns of ${longer.name}, which can answer its queries, too.`,
          repair: `Remove it from the schema file if the size of ${longer.name} does not matter to its queries, then: migrate revision -m "drop ${name}"`,
        },
      ];
    });
  },
};
