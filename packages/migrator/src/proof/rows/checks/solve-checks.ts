import type { ColumnShape, ForeignKeyShape, TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { SeedStyle } from '../seed-style.ts';
import { seedValue } from '../seed-values.ts';
import { sqlTable } from '../sql-value.ts';
import { acceptedSql, type CheckGroup, type Combination, checkGroups, combinations } from './check-groups.ts';
import { checkLiterals } from './check-literals.ts';

/** The values that each foreign key may have. */
export type Keys = ReadonlyMap<ForeignKeyShape, readonly Combination[]>;

/** A query that returns the keys that rows may point to, as a JSON list of lists of texts. */
export function keysQuery(key: ForeignKeyShape): string {
  const columns = key.referenced.map((name) => quoteIdentifier(name));
  return `select coalesce(json_agg(json_build_array(${columns.map((_, at) => `c${at}`).join(', ')})), '[]')::text as answer from (
select distinct ${columns.map((name, at) => `${name}::text as c${at}`).join(', ')}
from ${sqlTable({ schema: key.schema, name: key.table })} where ${columns.map((name) => `${name} is not null`).join(' and ')}
order by ${columns.map((_, at) => at + 1).join(', ')} limit 20) as found`;
}

/** Combinations of values that a group of checks may accept. */
export interface Open extends CheckGroup {
  readonly tried: readonly Combination[];
}

/** The same with those that it accepts, or all where PostgreSQL could not say. */
export interface Solved extends Open {
  readonly accepted: readonly Combination[];
}

/** The groups of checks of a table whose columns are in no foreign key, and those which need the keys. */
export function groupsOf(table: TableShape): {
  readonly free: readonly CheckGroup[];
  readonly keyed: readonly CheckGroup[];
} {
  const inKeys = new Set(table.foreignKeys.flatMap(({ columns }) => columns));
  const groups = checkGroups(table);
  const isKeyed = ({ columns }: CheckGroup): boolean => columns.some(({ name }) => inKeys.has(name));
  return { free: groups.filter((group) => !isKeyed(group)), keyed: groups.filter(isKeyed) };
}

export function openGroup(group: CheckGroup, keys: Keys, style: SeedStyle, firstRow: number): Open {
  const tried = combinations(
    group.columns.map((column) => candidates(column, group.expressions, keys, style, firstRow)),
  );
  return { ...group, tried };
}

/** A query that returns the numbers of the combinations which the group accepts, as a JSON list. */
export function acceptedQuery(group: Open): string {
  return `select coalesce(json_agg(i), '[]')::text as answer from (${acceptedSql(group, group.tried)}) as accepted`;
}

/** @param answer to `acceptedQuery`; NULL when a check calls a function of the application, a generated column … */
export function solved(group: Open, answer: string | null): Solved {
  const { tried } = group;
  const numbers: unknown = answer === null ? undefined : JSON.parse(answer);
  const accepted = Array.isArray(numbers) ? numbers.map((i) => tried[Number(i)] ?? []) : tried;
  return { ...group, accepted };
}

function candidates(
  column: ColumnShape,
  expressions: readonly string[],
  keys: Keys,
  style: SeedStyle,
  firstRow: number,
): readonly (string | null)[] {
  const none = column.notNull || style === 'plain' ? [] : [null];
  for (const [key, values] of keys) {
    const at = key.columns.indexOf(column.name);
    if (at >= 0) return [...new Set(values.map((value) => value[at] ?? null)), ...none];
  }
  const usual = Array.from({ length: Math.max(6, column.type.labels?.length ?? 0) }, (_, n) =>
    seedValue(column.type, firstRow + n, 'typical'),
  );
  const extremes =
    style === 'plain' ? [] : [seedValue(column.type, firstRow, 'high'), seedValue(column.type, firstRow, 'low')];
  const literals = checkLiterals(column.type, expressions, firstRow);
  const values = [...usual, ...literals, ...extremes];
  return [...new Set(values.filter((value) => value !== undefined)), ...none];
}
