import { type Change, pairsOf } from '../change/change.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import { columnType, typeChange } from '../entity/column-type.ts';
import { type ColumnEntity, entityId, enumKey, ofType } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { addedValues } from './enums/enum-values.ts';

/**
 * What happens to a column, from harmless to hard: `added`; `adapted` (type of the same family: PostgreSQL rebuilds
 * indexes and checks itself); `retyped`; `gone` (dropped, perhaps to be added again).
 */
export type Touch = 'added' | 'adapted' | 'retyped' | 'gone';

/** By table, then by column. */
export type TouchedColumns = Map<TableKey, Map<string, Touch>>;

const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint']),
  new Set(['text', 'varchar']),
];

/** The columns (in the new names) of tables that exist before and after, and what happens to them. */
export function touchedColumns(change: Change): TouchedColumns {
  const touched: TouchedColumns = new Map();
  for (const { before, after } of pairsOf(change, 'column')) {
    const touch = touchOf(before, after);
    if (touch !== undefined) mark(touched, before, touch);
  }
  const old = new Set(change.renamed.map(entityId));
  const now = new Set(change.after.map(entityId));
  for (const column of ofType(change.renamed, 'column')) if (!now.has(entityId(column))) mark(touched, column, 'gone');
  for (const column of ofType(change.after, 'column')) if (!old.has(entityId(column))) mark(touched, column, 'added');
  for (const type of rebuiltEnums(change)) {
    for (const column of ofType([...change.renamed, ...change.after], 'column')) {
      if (enumKey(column) === type) mark(touched, column, 'retyped');
    }
  }
  return touched;
}

export function mark(touched: TouchedColumns, column: ColumnEntity, touch: Touch): void {
  const table = TableKey.of(column.schema, column.table);
  const columns = touched.get(table) ?? new Map<string, Touch>();
  if (columns.get(column.name) !== 'gone') columns.set(column.name, touch);
  touched.set(table, columns);
}

function touchOf(before: ColumnEntity, after: ColumnEntity): Touch | undefined {
  const [old = null, now = null] = [before.facts.generated, after.facts.generated];
  // A column becomes generated only by being added again.
  if (now !== null && canonicalJson(old) !== canonicalJson(now)) return 'gone';
  if (typeChange(before, after) === 'none') return undefined;
  return isRetyped(before, after) ? 'retyped' : 'adapted';
}

/** Whether a column gets a type of another family; its values are cast then, and so would be its default. */
export function isRetyped(before: ColumnEntity, after: ColumnEntity): boolean {
  return typeChange(before, after) === 'other' && !sameFamily(before, after);
}

function sameFamily(before: ColumnEntity, after: ColumnEntity): boolean {
  const [a, b] = [columnType(before), columnType(after)];
  return a.dimensions === b.dimensions && FAMILIES.some((family) => family.has(a.name) && family.has(b.name));
}

/** Enums that are dropped and created: a value is gone, the order is another, or a new value is used at once. */
export function rebuiltEnums(change: Change): readonly TableKey[] {
  return pairsOf(change, 'enum')
    .filter(
      ({ before, after }) =>
        change.rebuilt?.has(entityId(after)) === true ||
        addedValues(before.facts.values, after.facts.values) === undefined,
    )
    .map(({ after }) => TableKey.of(after.schema, after.name));
}
