import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { sqlTable, tableLabel } from '../../rows/sql-value.ts';
import type { RowTexts } from './compare-rows.ts';

/** Rows of a table that are read for a comparison; ours are a dozen, those of data revisions may be more. */
const LIMIT = 200;

/** All rows of the tables as JSON, columns in the order of their names but for the first of the table. */
export async function readRows(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
): Promise<RowTexts> {
  const found = new Map<string, readonly string[]>();
  for (const table of tables) {
    const columns = table.columns.map(({ name }) => `t.${quoteIdentifier(name)}`);
    const row = `(select row_to_json(r)::text from (select ${columns.join(', ')}) r)`;
    const rows = await query(`select ${row} as line from ${sqlTable(table)} t limit ${LIMIT}`);
    found.set(
      tableLabel(table),
      rows.map(({ line }) => String(line)),
    );
  }
  return found;
}
