import type { ColumnShape, ForeignKeyShape, TableShape } from '../../ports/proof/table-shape.ts';
import type { CatalogQuery } from '../pg/catalog/catalog-query.ts';
import { withPinnedSettings } from '../pg/catalog/pinned-settings.ts';
import { TABLES, TYPES } from './tables-sql.ts';
import { type TypeRow, typeShapes } from './type-shapes.ts';

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly partitioned: boolean;
  readonly columns: readonly (Omit<ColumnShape, 'type'> & {
    readonly type: string;
    readonly modifier: number;
    readonly sql: string;
    readonly sequence: string | null;
  })[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  readonly checks: TableShape['checks'];
}

/**
 * The tables that can hold rows: not partitions (their table stands for them), not what belongs to extensions, not the
 * excluded schemas.
 */
export async function readTables(query: CatalogQuery, exclude: readonly string[]): Promise<readonly TableShape[]> {
  const parameters = ['null', JSON.stringify(exclude)];
  const [tables, types] = await withPinnedSettings(query, async () => [
    parse<TableRow>(await query(TABLES, parameters)),
    parse<TypeRow>(await query(TYPES, parameters)),
  ]);
  const shapeOf = typeShapes(types);
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map(({ type, modifier, sql, sequence, ...column }) => ({
      ...column,
      type: shapeOf(type, modifier, sql),
      ...(sequence === null ? {} : { sequence }),
    })),
  }));
}

/** Each row is one JSON text, made by our own statement. */
function parse<Row>(rows: readonly Readonly<Record<string, unknown>>[]): Row[] {
  return rows.map((row): Row => JSON.parse(String(row.json)));
}
