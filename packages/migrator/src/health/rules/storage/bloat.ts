import type { TableFacts } from '../../facts/table-facts.ts';
import type { Found, HealthRule, Unseen } from '../../rule.ts';
import { bytesText, quotedPath } from '../../text.ts';

/** Space of a table that its rows do not need, estimated from the widths in the statistics. */
export const bloat: HealthRule = {
  code: 'bloat',
  severity: 'info',
  find({ tables, server }, { limits }) {
    return tables.flatMap((table): readonly (Found | Unseen)[] => {
      const { schema, name, ownBytes, rowWidth, rows, isReadable } = table;
      if (ownBytes < limits.bloatBytes || rows < 0) return [];
      const object = `table ${schema}.${name}`;
      if (rowWidth === null) {
        return [
          {
            object,
            why: isReadable ? 'it has no statistics for a column: ANALYZE' : 'the role may not read its statistics',
          },
        ];
      }
      const wasted = ownBytes - neededBytes(table, rowWidth, server.pageBytes);
      const percent = Math.round((100 * wasted) / ownBytes);
      if (wasted < limits.bloatBytes || percent < limits.bloatPercent) return [];
      return [
        {
          object,
          table: { schema, name },
          message: `About ${bytesText(wasted)} of ${bytesText(ownBytes)} (${percent}%) of table ${schema}.${name} are not needed.`,
          repair: `New rows will fill it. To return it to the system: pg_repack, or at a quiet time VACUUM (FULL) ${quotedPath(schema, name)}, which locks the table`,
        },
      ];
    });
  },
};

const PAGE_HEADER = 24;
/** Row header and the pointer to it. */
const ROW_OVERHEAD = 24 + 4;

function neededBytes({ rows, hasNulls, options }: TableFacts, width: number, pageBytes: number): number {
  const fill = Number(options.find((option) => option.startsWith('fillfactor='))?.slice(11) ?? 100) / 100;
  const row = Math.ceil((width + (hasNulls ? 8 : 0)) / 8) * 8 + ROW_OVERHEAD;
  const perPage = Math.max(1, Math.floor(((pageBytes - PAGE_HEADER) * fill) / row));
  return Math.ceil(rows / perPage) * pageBytes;
}
