import type { ScratchDatabase } from '../../../ports/proof/scratch.ts';
import type { ColumnShape, ForeignKeyShape, TableShape } from '../../../ports/proof/table-shape.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import type { SeedStyle } from '../seed-style.ts';
import { seedValue } from '../seed-values.ts';
import { sqlTable } from '../sql-value.ts';
import { acceptedSql, type CheckGroup, type Combination, checkGroups, combinations } from './check-groups.ts';
import { checkLiterals } from './check-literals.ts';

type Query = ScratchDatabase['query'];

/** The values that each foreign key may have. */
export type Keys = ReadonlyMap<ForeignKeyShape, readonly Combination[]>;

/** The keys that rows may point to, by foreign key; each a list of values as text. */
export async function foreignKeys(query: Query, table: TableShape): Promise<Keys> {
  const found = new Map<ForeignKeyShape, Combination[]>();
  for (const key of table.foreignKeys) {
    const columns = key.referenced.map((name) => quoteIdentifier(name));
    const rows = await query(
      `select distinct ${columns.map((name, at) => `${name}::text as c${at}`).join(', ')}
       from ${sqlTable({ schema: key.schema, name: key.table })} where ${columns.map((name) => `${name} is not null`).join(' and ')}
       order by ${columns.map((_, at) => at + 1).join(', ')} limit 20`,
    );
    found.set(
      key,
      rows.map((row) => columns.map((_, at) => String(row[`c${at}`]))),
    );
  }
  return found;
}

/** Combinations that a group's checks accept, or all where PostgreSQL could not say. */
export interface Solved extends CheckGroup {
  readonly accepted: readonly Combination[];
  readonly tried: readonly Combination[];
}

export async function solveChecks(
  query: Query,
  table: TableShape,
  keys: Keys,
  style: SeedStyle,
  firstRow: number,
): Promise<readonly Solved[]> {
  const solved: Solved[] = [];
  for (const group of checkGroups(table)) {
    const tried = combinations(
      group.columns.map((column) => candidates(column, group.expressions, keys, style, firstRow)),
    );
    const accepted = await query(acceptedSql(group, tried)).then(
      (rows) => rows.map(({ i }) => tried[Number(i)] ?? []),
      // A check that calls a function of the application, a generated column …
      () => tried,
    );
    solved.push({ ...group, accepted, tried });
  }
  return solved;
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
