import type { ColumnShape, ForeignKeyShape, TableShape } from '../../ports/proof/table-shape.ts';
import type { Combination } from './checks/check-groups.ts';
import type { Keys, Solved } from './checks/solve-checks.ts';
import type { RowManner } from './seed-style.ts';
import { seedValue } from './seed-values.ts';

/** A value, as text, for each column that gets one. */
export type Row = ReadonlyMap<string, string | null>;

/** Columns that fill themselves. */
const fillsItself = (column: ColumnShape): boolean =>
  column.generated || column.identity || column.sequence !== undefined;

/**
 * One row in the given manner. `variant` makes another one of it: other keys, other values where checks leave a choice.
 */
export function makeRow(
  table: TableShape,
  manner: RowManner,
  variant: number,
  keys: Keys,
  checked: readonly Solved[],
): Row {
  const row = new Map<string, string | null>();
  for (const group of checked) {
    const chosen = choose(group, manner, variant);
    group.columns.forEach((column, index) => {
      if (!fillsItself(column)) row.set(column.name, chosen?.[index] ?? null);
    });
  }
  // Later rows pair their keys in another way than the first ones, since pairs are often unique.
  [...keys].forEach(([key, values], shift) => {
    const n = manner.n + variant + shift * (Math.floor(manner.n / 10) + variant);
    setKey(table, row, key, values, { ...manner, n });
  });
  for (const column of table.columns) {
    if (row.has(column.name) || fillsItself(column)) continue;
    const value = seedValue(column.type, manner.n, manner.extreme);
    if (manner.nulls && !column.notNull) row.set(column.name, null);
    else if (value !== undefined) row.set(column.name, value);
  }
  return row;
}

/**
 * Of what the checks accept: for rows with NULLs the combinations with the most of them, for extreme rows those with
 * the most extreme values, otherwise those without.
 */
function choose({ columns, accepted }: Solved, manner: RowManner, variant: number): Combination | undefined {
  const wanted = columns.map(({ type }) => (manner.nulls ? null : seedValue(type, manner.n, manner.extreme)));
  const others = columns.map(({ type }) => [seedValue(type, manner.n, 'high'), seedValue(type, manner.n, 'low'), null]);
  const score = (values: Combination): number =>
    values.filter((value, at) => value === wanted[at]).length * 2 -
    (manner.nulls || manner.extreme !== 'typical'
      ? 0
      : values.filter((value, at) => others[at]?.includes(value)).length);
  const best = Math.max(...accepted.map(score));
  const ranked =
    manner.extreme === 'typical' && !manner.nulls
      ? accepted.filter((values) => score(values) >= 0)
      : accepted.filter((values) => score(values) === best);
  const list = variant > 0 || ranked.length === 0 ? accepted : ranked;
  // Neighbours are alike: the first of a range check, for example, have lower and upper end equal.
  return list[(manner.n * 37 + variant) % list.length];
}

/** Points to a row that fits what is set already; the columns of an earlier (longer) key may be part of this one. */
function setKey(
  table: TableShape,
  row: Map<string, string | null>,
  key: ForeignKeyShape,
  values: readonly Combination[],
  { n, nulls }: RowManner,
): void {
  const nullable = key.columns.filter((name) =>
    table.columns.some((column) => column.name === name && !column.notNull && !row.has(name)),
  );
  const fitting = values.filter((value) =>
    key.columns.every((name, at) => !row.has(name) || row.get(name) === value[at]),
  );
  const chosen = nulls && nullable.length > 0 ? undefined : fitting[n % Math.max(1, fitting.length)];
  key.columns.forEach((name, at) => {
    if (!row.has(name)) row.set(name, chosen?.[at] ?? null);
  });
}
