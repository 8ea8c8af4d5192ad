import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

/** One statement for one row: the columns of rows may differ. */
export function upsertOf(
  table: string,
  key: readonly string[],
  row: Readonly<Record<string, unknown>>,
): [sql: string, params: readonly unknown[]] {
  const columns = Object.keys(row);
  const others = columns.filter((column) => !key.includes(column));
  const list = (names: readonly string[]) => names.map(quoteIdentifier).join(', ');
  const set = others.map((column) => `${quoteIdentifier(column)} = excluded.${quoteIdentifier(column)}`).join(', ');
  const values = columns.map((_, index) => `$${index + 1}`).join(', ');
  const action = others.length === 0 ? 'nothing' : `update set ${set}`;
  return [
    `insert into ${table} (${list(columns)}) values (${values}) on conflict (${list(key)}) do ${action}`,
    columns.map((column) => row[column]),
  ];
}
