import type { ColumnShape, TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { replaceWord } from '../../../sql/text/mentions.ts';
import { sqlValue } from '../sql-value.ts';

/** Columns whose values depend on each other, since checks speak of them together. */
export interface CheckGroup {
  readonly columns: readonly ColumnShape[];
  readonly expressions: readonly string[];
}

/** A value for each column of a group. */
export type Combination = readonly (string | null)[];

/** The groups of a table. The checks of a column's domain count as checks of the table. */
export function checkGroups(table: TableShape): readonly CheckGroup[] {
  const checks = [...table.checks, ...table.columns.flatMap(domainChecks)];
  let groups: { names: Set<string>; expressions: string[] }[] = [];
  for (const { expression, columns } of checks) {
    const touched = groups.filter(({ names }) => columns.some((name) => names.has(name)));
    const merged = {
      names: new Set([...columns, ...touched.flatMap(({ names }) => [...names])]),
      expressions: [...touched.flatMap(({ expressions }) => expressions), expression],
    };
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.map(({ names, expressions }) => ({
    columns: table.columns.filter(({ name }) => names.has(name)),
    expressions,
  }));
}

function domainChecks({ name, type }: ColumnShape): TableShape['checks'] {
  if (type.kind !== 'domain') return [];
  const column = quoteIdentifier(name);
  return (type.checks ?? []).map((check) => ({
    expression: replaceWord(check, 'value', column),
    columns: [name],
  }));
}

const limit = 400;

/**
 * Combinations of the candidates: first those with the same place in every list, then all of them, or as many at
 * (repeatable) random.
 */
export function combinations(candidates: readonly (readonly (string | null)[])[]): readonly Combination[] {
  if (candidates.some((list) => list.length === 0)) return [];
  const longest = Math.max(0, ...candidates.map((list) => list.length));
  const product = candidates.reduce((n, list) => n * list.length, 1);
  const pick = (indexes: (column: number, size: number) => number): Combination =>
    candidates.map((list, column) => list[indexes(column, list.length)] ?? null);
  const aligned = Array.from({ length: longest }, (_, at) => pick((_column, size) => at % size));
  let seed = 1;
  const next = (size: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % size;
  };
  const others = Array.from({ length: Math.min(product, limit) }, (_, at) => {
    let rest = at;
    return pick((_column, size) => {
      if (product > limit) return next(size);
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    });
  });
  const all = [...aligned, ...others];
  return [...new Map(all.map((values) => [JSON.stringify(values), values])).values()];
}

/**
 * A query that returns the numbers (`i`) of the combinations which all checks of the group accept. A check that is NULL
 * accepts.
 */
export function acceptedSql({ columns, expressions }: CheckGroup, tried: readonly Combination[]): string {
  const types = columns.map(({ type }) => (type.kind === 'domain' ? (type.of?.sql ?? type.sql) : type.sql));
  const rows = tried.map(
    (values, i) => `(${[i, ...values.map((value, at) => sqlValue(value, types[at] ?? 'text'))].join(', ')})`,
  );
  const names = columns.map(({ name }) => `, ${quoteIdentifier(name)}`).join('');
  const all = expressions.map((expression) => `(${expression}) is not false`).join(' and ');
  return `select "braid i" as i from (values ${rows.join(', ')}) as candidate("braid i"${names}) where ${all} order by 1`;
}
