import type { HealthRule } from '../../rule.ts';
import { bytesText, daysBetween } from '../../text.ts';

/** A table that is much larger than at the last look from this workspace. */
export const growth: HealthRule = {
  code: 'growth',
  severity: 'info',
  find({ tables, server }, { limits, lastLook }) {
    if (lastLook === undefined) return [];
    return tables.flatMap(({ schema, name, bytes }) => {
      const before = lastLook.bytes.get(`${schema}.${name}`);
      if (before === undefined || bytes - before < limits.growthBytes) return [];
      if (100 * (bytes - before) < limits.growthPercent * before) return [];
      return [
        {
          object: `table ${schema}.${name}`,
          table: { schema, name },
          message: `Table ${schema}.${name} grew from ${bytesText(before)} to ${bytesText(bytes)} in ${daysBetween(lastLook.at, server.now)} days, since the last look.`,
          repair:
            'If that was not expected, look at what writes it; if it was, think of partitions and of how long rows are kept.',
        },
      ];
    });
  },
};
