import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ColumnShape, TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { solvedChecks } from '../rows/seeding/solved-checks.ts';
import { sqlTable, sqlValue } from '../rows/sql-value.ts';
import { valueSql } from './value-sql.ts';

/** Rows to put into a table. */
export interface Fill {
  readonly shape: TableShape;
  /** The numbers of the new rows. */
  readonly from: number;
  readonly to: number;
  /** The number of distinct values of a column; `undefined`: they differ from row to row. */
  valuesOf(column: string): number | undefined;
  /** Average width in bytes, by column. */
  widthOf(column: string): number;
}

/** Large and prime, so that neighbouring rows get very different values. */
const STRIDE = 7_919;

/**
 * Fills a table by one statement of the server. Throws what the server says, and an error that names the column when
 * Braid cannot write its type.
 */
export async function fillTable({ query }: Pick<ScratchDatabase, 'query'>, fill: Fill): Promise<void> {
  const { shape, from, to } = fill;
  if (to < from) return;
  const checked = await checkedValues(query, shape);
  const columns = shape.columns.filter(({ generated }) => !generated);
  const values = columns.flatMap((column) => {
    const value = checked.get(column.name) ?? valueFor(column, fill);
    return value === undefined ? [] : [[column.name, value] as const];
  });
  const names = values.map(([name]) => quoteIdentifier(name)).join(', ');
  const list = values.map(([, value]) => value).join(', ');
  const rows = `generate_series(${from}::int8, ${to}::int8) as g`;
  await query(
    values.length === 0
      ? `insert into ${sqlTable(shape)} select from ${rows}`
      : `insert into ${sqlTable(shape)} (${names}) overriding system value select ${list} from ${rows}`,
  );
}

function valueFor(column: ColumnShape, { shape, valuesOf, widthOf }: Fill): string | undefined {
  const values = valuesOf(column.name);
  const k = values === undefined ? 'g' : `(1 + (g * ${STRIDE}) % ${values})`;
  const value = valueSql(column.type, k, widthOf(column.name));
  if (value === undefined && column.notNull && !column.hasDefault) {
    throw new Error(`cannot write ${shape.name}.${column.name}, which is ${column.type.sql}`);
  }
  return value;
}

/** Columns of which checks speak get the first values that all checks accept, in every row. */
async function checkedValues(query: ScratchDatabase['query'], shape: TableShape): Promise<ReadonlyMap<string, string>> {
  const solved = await solvedChecks(query, shape, 'plain');
  const values = solved.flatMap(({ columns, accepted: [first = []] }) =>
    columns.map(({ name, type }, at) => [name, sqlValue(first[at] ?? null, type.sql)] as const),
  );
  return new Map(values);
}
