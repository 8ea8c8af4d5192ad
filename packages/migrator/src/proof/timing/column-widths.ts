import type { TableSize } from '../../lint/stats/table-sizes.ts';
import type { ColumnShape, TableShape } from '../../ports/proof/table-shape.ts';

/** Of the header of a row and its pointer. */
const ROW_BYTES = 28;
/** Where nothing else is known, of types without a width of their own. */
const USUAL = 32;

const FIXED: Readonly<Record<string, number>> = {
  ...{ bool: 1, int2: 2, int4: 4, oid: 4, float4: 4, date: 4, int8: 8, float8: 8, money: 8, time: 8 },
  ...{ timestamp: 8, timestamptz: 8, uuid: 16, interval: 16, numeric: 8, char: 1, timetz: 12 },
};

/**
 * The average width of each column, as the statistics say; where they say nothing, that of the type, and of what has
 * none an equal share of what is left of a row.
 */
export function columnWidths({ columns }: TableShape, size: TableSize | undefined): (name: string) => number {
  const known = new Map(size?.columns?.map(({ name, width }) => [name, width]));
  const own = (column: ColumnShape): number | undefined => known.get(column.name) ?? fixedWidth(column);
  const open = columns.filter((column) => own(column) === undefined);
  const share =
    open.length === 0 ? 0 : (bytesOfRow(size) - ROW_BYTES - sum(columns.map((each) => own(each) ?? 0))) / open.length;
  const rest = size === undefined || size.rows === null || size.rows === 0 ? USUAL : Math.max(1, share);
  return (name) => {
    const column = columns.find((each) => each.name === name);
    return (column === undefined ? undefined : own(column)) ?? rest;
  };
}

/** Bytes of a row on average. */
export function rowWidth(shape: TableShape, size: TableSize | undefined): number {
  const widthOf = columnWidths(shape, size);
  return ROW_BYTES + sum(shape.columns.map(({ name }) => widthOf(name)));
}

function fixedWidth({ type }: ColumnShape): number | undefined {
  if (type.kind === 'enum') return 4;
  return type.kind === 'base' && Object.hasOwn(FIXED, type.base) ? FIXED[type.base] : undefined;
}

/** TOAST is a part of the values. */
function bytesOfRow(size: TableSize | undefined): number {
  return size?.rows ? (size.heapBytes + size.toastBytes) / size.rows : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
