import type { TableFacts } from '../../facts/table-facts.ts';
import type { HealthRule } from '../../rule.ts';
import { quotedPath } from '../../text.ts';

/** Twice as many dead rows as autovacuum waits for: it does not get to the table, or a snapshot holds it back. */
export const autovacuumBehind: HealthRule = {
  code: 'autovacuum-behind',
  severity: 'warning',
  find({ tables, server }) {
    return tables
      .filter((table) => {
        const { deadRows } = table;
        const threshold = option(table, 'autovacuum_vacuum_threshold') ?? server.vacuumThreshold;
        const scale = option(table, 'autovacuum_vacuum_scale_factor') ?? server.vacuumScaleFactor;
        // Few rows are vacuumed in no time, whenever it comes to it.
        return deadRows >= 10_000 && deadRows > 2 * (threshold + scale * Math.max(table.rows, 0));
      })
      .map(({ schema, name, deadRows, liveRows, lastVacuum }) => ({
        object: `table ${schema}.${name}`,
        table: { schema, name },
        message: `Table ${schema}.${name} has ${deadRows} dead rows beside ${liveRows} live ones; its last vacuum was ${lastVacuum ?? 'never'}.`,
        repair: `Find the old transactions and slots that hold it back, then: VACUUM (ANALYZE) ${quotedPath(schema, name)}`,
      }));
  },
};

function option({ options }: TableFacts, name: string): number | undefined {
  const found = options.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  return found === undefined || !Number.isFinite(Number(found)) ? undefined : Number(found);
}
