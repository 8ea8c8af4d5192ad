import type { ScratchRow } from '../../ports/proof/scratch.ts';
import type { ColumnShape, ForeignKeyShape, TableShape } from '../../ports/proof/table-shape.ts';
import type { PinnedRead } from '../pg/catalog/pinned-settings.ts';
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

/** The statements that read the tables: what they are, and their types. */
export function tableReads(exclude: readonly string[]): readonly [tables: PinnedRead, types: PinnedRead] {
  const parameters = ['null', JSON.stringify(exclude)];
  return [
    { sql: TABLES, parameters },
    { sql: TYPES, parameters },
  ];
}

/**
 * The tables that can hold rows: not partitions (their table represents them), not what belongs to extensions, not the
 * excluded schemas.
 *
 * @param tables, types the rows of {@link tableReads}
 */
export function tablesOfRows(tables: readonly ScratchRow[], types: readonly ScratchRow[]): readonly TableShape[] {
  const shapeOf = typeShapes(parse<TypeRow>(types));
  return parse<TableRow>(tables).map((table) => ({
    ...table,
    columns: table.columns.map(({ type, modifier, sql, sequence, ...column }) => ({
      ...column,
      type: shapeOf(type, modifier, sql),
      ...(sequence === null ? {} : { sequence }),
    })),
  }));
}

/** @param rows of `BEHIND` */
export function behindOfRows(rows: readonly ScratchRow[]): readonly string[] | undefined {
  const found: unknown = JSON.parse(String(rows.at(-1)?.behind));
  if (!Array.isArray(found)) throw new TypeError('The server did not say which sequences are behind.');
  const labels: string[] = [];
  for (const each of found) {
    const [schema, table, column, isUnsure]: readonly unknown[] = Array.isArray(each) ? each : [];
    if (isUnsure === true) return undefined;
    labels.push(`${String(schema)}.${String(table)}.${String(column)}`);
  }
  return labels;
}

/** Each row is one JSON text, made by our own statement. */
function parse<Row>(rows: readonly Readonly<Record<string, unknown>>[]): Row[] {
  return rows.map((row): Row => JSON.parse(String(row.json)));
}
