import { quoteIdentifier } from '../sql/names/quote-identifier.ts';
import { type SourceForeignKey, type SourceTable, tableKey } from './source-table.ts';

/** Tables with fewer rows are copied whole. */
export const SMALL_ROWS = 10_000;
/** The same in pages, for a table whose rows were never counted. */
const SMALL_PAGES = 100;

/** Which rows of a table are copied. */
export interface SampledTable {
  readonly table: SourceTable;
  /** `sample`: those in some of its pages. `parents`: those whose parents are copied. */
  readonly rows: 'all' | 'sample' | 'parents';
  /** What follows the name of the table; empty for all rows. */
  readonly tablesample: string;
  /** The parents that are not copied whole. */
  readonly above: readonly { readonly foreignKey: SourceForeignKey; readonly parent: SampledTable }[];
}

/**
 * Which rows of each table are copied, so that foreign keys stay valid: of large tables without a sampled parent, those
 * in `percent` of their pages; of tables below a sampled one, those whose parents are copied. Tables that reference
 * themselves or are part of a cycle are left to the removal of orphans.
 *
 * @param seed the same seed picks the same pages, however often the table is asked
 */
export function sampleRows(tables: readonly SourceTable[], percent: number, seed: number): readonly SampledTable[] {
  const byKey = new Map(tables.map((table) => [tableKey(table), table]));
  const sampled = new Map<string, SampledTable>();
  const open = new Set<string>();
  const visit = (table: SourceTable): SampledTable | undefined => {
    const key = tableKey(table);
    const known = sampled.get(key);
    if (known !== undefined || open.has(key)) return known;
    open.add(key);
    const above = table.foreignKeys.flatMap((foreignKey) => {
      const parent = byKey.get(tableKey(foreignKey.parent));
      const found = parent === undefined ? undefined : visit(parent);
      return found === undefined || found.rows === 'all' ? [] : [{ foreignKey, parent: found }];
    });
    open.delete(key);
    const result: SampledTable =
      above.length > 0 ? { table, rows: 'parents', tablesample: '', above } : byItself(table, percent, seed);
    sampled.set(key, result);
    return result;
  };
  for (const table of tables) visit(table);
  return tables.flatMap((table) => sampled.get(tableKey(table)) ?? []);
}

function byItself(table: SourceTable, percent: number, seed: number): SampledTable {
  const { rows, pages } = table;
  const isSmall = rows === null ? pages < SMALL_PAGES : rows < SMALL_ROWS;
  if (isSmall) return { table, rows: 'all', tablesample: '', above: [] };
  return { table, rows: 'sample', tablesample: ` tablesample system (${percent}) repeatable (${seed})`, above: [] };
}

/** `from only public.orders as t …`: tables that inherit from it are tables of their own. */
export function fromRows({ table, tablesample, above }: SampledTable, alias = 't'): string {
  const from = `from only ${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)} as ${alias}${tablesample}`;
  const conditions = above.map(({ foreignKey, parent }, at) => {
    const other = `${alias}_${at}`;
    const isNull = foreignKey.columns.map((column) => `${alias}.${quoteIdentifier(column)} is null`);
    const copied = fromRows(parent, other);
    const joined = `${copied.includes(' where ') ? ' and' : ' where'} ${joinedBy(foreignKey, other, alias)}`;
    return `(${isNull.join(' or ')} or exists (select ${copied}${joined}))`;
  });
  return conditions.length === 0 ? from : `${from} where ${conditions.join(' and ')}`;
}

/** Compares a row with its parent, as the foreign key does. */
export function joinedBy(
  { columns, parentColumns, operators }: SourceForeignKey,
  parent: string,
  child: string,
): string {
  return columns
    .map((column, at) => {
      const key = quoteIdentifier(parentColumns[at] ?? '');
      return `${parent}.${key} ${operators[at]} ${child}.${quoteIdentifier(column)}`;
    })
    .join(' and ');
}
