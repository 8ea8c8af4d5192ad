import type { UnseededTable } from '../../ports/proof/proof.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { ColumnShape, TableShape } from '../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import { seedOrder } from './seed-order.ts';
import type { SeedStyle } from './seed-style.ts';
import { seedTable } from './seed-table.ts';
import { seedValue } from './seed-values.ts';
import { sqlTable, sqlValue, tableLabel } from './sql-value.ts';

export interface SeedOptions {
  readonly style: SeedStyle;
  /** Number of the first row; other numbers give other values. Default 0. */
  readonly firstRow?: number;
  /** Default: all tables. */
  readonly only?: (table: TableShape) => boolean;
}

/**
 * Puts a few deterministic rows of the right types into the tables, in the order of the foreign keys. Rows that are
 * there stay; a row that another one's unique value forbids is left out. @returns the tables that are empty
 * nevertheless, and why
 */
export async function seedRows(
  { query }: Pick<ScratchDatabase, 'query'>,
  tables: readonly TableShape[],
  { style, firstRow = 0, only = () => true }: SeedOptions,
): Promise<readonly UnseededTable[]> {
  if (style === 'none') return [];
  const unseeded: UnseededTable[] = [];
  for (const table of seedOrder(tables)) {
    if (!only(table)) continue;
    const why = await seedTable(query, table, style, firstRow);
    if (why !== undefined) unseeded.push({ table: tableLabel(table), why });
  }
  return unseeded;
}

/**
 * Gives the named columns of rows that are there a value where they have none, as the application will some day. What
 * the server refuses stays as it is.
 */
export async function fillColumns(
  { query }: Pick<ScratchDatabase, 'query'>,
  table: TableShape,
  names: ReadonlySet<string>,
): Promise<void> {
  for (const column of table.columns) {
    const value = valueFor(table, column);
    if (!names.has(column.name) || column.generated || value === undefined) continue;
    const name = quoteIdentifier(column.name);
    try {
      await query(`update ${sqlTable(table)} set ${name} = ${value} where ${name} is null`);
    } catch {
      // A check, a trigger, a unique value: the rows that could be inserted have to do.
    }
  }
}

/** As SQL: the first key to point to, else a long, large or precise value. */
function valueFor(table: TableShape, { name, type }: ColumnShape): string | undefined {
  const key = table.foreignKeys.find(({ columns }) => columns.includes(name));
  if (key !== undefined) {
    const referenced = quoteIdentifier(key.referenced[key.columns.indexOf(name)] ?? name);
    return `(select min(t.${referenced}::text)::${type.sql} from ${sqlTable({ schema: key.schema, name: key.table })} t)`;
  }
  const value = seedValue(type, 0, 'high');
  return value === undefined ? undefined : sqlValue(value, type.sql);
}
