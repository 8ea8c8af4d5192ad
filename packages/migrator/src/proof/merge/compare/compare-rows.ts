import type { ComparedEntry } from '../../../errors/merge/merge-comparison.ts';

/** The rows of tables as JSON texts, by `schema.table`. */
export type RowTexts = ReadonlyMap<string, readonly string[]>;

/** Rows of one table that are shown of each side. */
const SHOWN = 4;

/**
 * The rows that only one side has, of the tables and columns whose fingerprints differ; beside them the first column of
 * the table, to know them by.
 */
export function compareRows(left: RowTexts, right: RowTexts, places: readonly string[]): readonly ComparedEntry[] {
  return [...left].flatMap(([table, ours]) => {
    const theirs = right.get(table) ?? [];
    const columns = new Set(
      places.filter((place) => place.startsWith(`${table}.`)).map((place) => place.slice(table.length + 1)),
    );
    const [a, b] = [without(ours, theirs), without(theirs, ours)].map((rows) =>
      rows.map((row) => shortened(row, columns)),
    );
    const length = Math.min(SHOWN, Math.max(a?.length ?? 0, b?.length ?? 0));
    return Array.from({ length }, (_, at) => ({
      thing: `rows of ${table}`,
      fact: '',
      left: a?.[at] ?? null,
      right: b?.[at] ?? null,
    }));
  });
}

/** Sorted, each as often as it is there more often than in `others`. */
function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return rows.toSorted().filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function shortened(row: string, columns: ReadonlySet<string>): string {
  const parsed: unknown = JSON.parse(row);
  if (typeof parsed !== 'object' || parsed === null) return row;
  const shown = Object.entries(parsed).filter(([name], at) => at === 0 || columns.size === 0 || columns.has(name));
  return shown.map(([name, value]) => `${name}=${brief(value)}`).join(' ');
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
