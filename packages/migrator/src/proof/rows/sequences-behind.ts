import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ColumnShape, TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { inStatements } from './in-statements.ts';
import { sqlTable, tableLabel } from './sql-value.ts';

/** Columns at a time: what the planner needs for a statement grows with the square of its parts. */
const chunk = 10;

const integers = new Set(['int2', 'int4', 'int8']);

/**
 * Columns that a sequence fills and whose next number is not above every number in use, as `schema.table.column`.
 * Descending sequences are left out.
 */
export async function sequencesBehind(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
): Promise<readonly string[]> {
  const statements = sequenceStatements(tables);
  return statements === '' ? [] : (await query(statements)).map(({ label }) => String(label));
}

/** Of the columns that are found to be behind those that `sequencesBehind` would look at. */
export function behindAmong(tables: readonly TableShape[], found: readonly string[]): readonly string[] {
  const behind = new Set(found);
  return tables.flatMap((table) =>
    numbered(table)
      .map(({ name }) => `${tableLabel(table)}.${name}`)
      .filter((label) => behind.has(label)),
  );
}

function numbered({ columns }: TableShape): readonly ColumnShape[] {
  return columns.filter(({ sequence, type }) => sequence !== undefined && integers.has(type.base));
}

/** The statements of `sequencesBehind`, each row of which has a `label`; empty where there are no such columns. */
export function sequenceStatements(tables: readonly TableShape[]): string {
  const parts = tables.flatMap((table) =>
    numbered(table).map(
      ({ name, sequence }) =>
        `select ${quoteLiteral(`${tableLabel(table)}.${name}`)}::text as label where (select max(${quoteIdentifier(name)}) from ${sqlTable(table)}) >=
(select case when s.is_called then s.last_value + 1 else s.last_value end from ${sequence} s)
and (select seqincrement > 0 from pg_sequence where seqrelid = ${quoteLiteral(sequence ?? '')}::regclass)`,
    ),
  );
  return inStatements(parts, chunk);
}
