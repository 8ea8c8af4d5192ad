import {
  entityId,
  entityPath,
  listFact,
  type SchemaEntity,
  tableId,
  tableKey,
  textFact,
} from '../entity/schema-entity.ts';
import { addedValues } from '../mend/enum-values.ts';
import { columnsToProve } from '../mend/not-null.ts';
import { classifyTypeChange } from './classify-type-change.ts';
import { entityChanges } from './entity-changes.ts';
import type { Change } from './state-change.ts';

/** What a direction does to data: what it loses, and which rows make it fail. Empty lists: nothing, none. */
export interface DataEffect {
  readonly lossy: readonly string[];
  readonly rows: readonly string[];
}

/** Judges a change by its entities. It says what may happen to some rows; whether there are such rows, only the database knows. */
export function classifyChange(change: Change): DataEffect {
  const { added, removed, changed } = entityChanges(change.renamed, change.after);
  const gone = new Set(removed.filter(({ type }) => type === 'table').map(tableId));
  const fresh = new Set(added.filter(({ type }) => type === 'table').map(tableId));
  const empty = new Set(added.filter(isEmpty).map(columnKey));
  const lossy: string[] = [];
  const rows: string[] = [];
  for (const entity of removed) {
    const loss = lossOf(entity, gone);
    if (loss !== undefined) lossy.push(loss);
  }
  for (const column of columnsToProve(change)) {
    const isNew = added.some((entity) => entityId(entity) === entityId(column));
    rows.push(
      isNew
        ? `any row of ${tableName(column)}, until a backfill gives ${entityPath(column)} a value`
        : `rows whose ${entityPath(column)} is null`,
    );
  }
  for (const entity of [...added, ...changed.map(({ after }) => after)]) {
    const demand = fresh.has(tableId(entity)) || spareNulls(entity, empty) ? undefined : demandOf(entity);
    if (demand !== undefined) rows.push(demand);
  }
  for (const { before, after } of changed) {
    if (after.type === 'enum') rows.push(...lostValues(before, after, change));
    if (after.type !== 'column') continue;
    if (after.facts.generated !== undefined) {
      // What was stored gives way to what is computed.
      if (before.facts.generated === undefined) lossy.push(`what ${entityPath(after)} holds`);
      continue;
    }
    const effect = classifyTypeChange(before, after, entityPath(after));
    if (effect?.lossy !== undefined) lossy.push(effect.lossy);
    if (effect?.rows !== undefined) rows.push(effect.rows);
  }
  return { lossy, rows };
}

function lossOf(entity: SchemaEntity, gone: ReadonlySet<string | undefined>): string | undefined {
  if (entity.type === 'table') return `all rows of ${entityPath(entity)}`;
  if (entity.type === 'sequence') return `the position of sequence ${entityPath(entity)}`;
  if (entity.type !== 'column' || gone.has(tableId(entity)) || entity.facts.generated !== undefined) return undefined;
  return `what ${entityPath(entity)} holds`;
}

/** A new column that is NULL in every row. */
function isEmpty({ type, facts }: SchemaEntity): boolean {
  const filled = [facts.notNull, facts.default, facts.generated, facts.identity].some((fact) => fact !== undefined);
  return type === 'column' && !filled && !/serial$/.test(String(facts.type));
}

function columnKey(column: SchemaEntity): string {
  return `${tableId(column)}\0${column.name}`;
}

/** Rows with a NULL refer to nothing (MATCH SIMPLE, Drizzle's only one), and none of them is the same as another. */
function spareNulls(entity: SchemaEntity, empty: ReadonlySet<string>): boolean {
  const isSpared =
    entity.type === 'foreign-key' || (entity.type === 'unique' && entity.facts.nullsNotDistinct !== true);
  return isSpared && listFact(entity, 'columns').some((name) => empty.has(`${tableId(entity)}\0${name}`));
}

/** What a new or changed constraint asks of the rows that are there. */
function demandOf(entity: SchemaEntity): string | undefined {
  const table = tableName(entity);
  const columns = listFact(entity, 'columns').join(', ');
  switch (entity.type) {
    case 'unique':
      return `rows of ${table} with the same ${columns}`;
    case 'primary-key':
      return `rows of ${table} with the same or no ${columns}`;
    case 'index':
      return entity.facts.isUnique === true
        ? `rows of ${table} that are the same to unique index ${entity.name}`
        : undefined;
    case 'foreign-key':
      return `rows of ${table} whose ${columns} is not in ${textFact(entity, 'tableTo') ?? ''}`;
    case 'check':
      return `rows of ${table} that violate check ${entity.name}`;
    default:
      return undefined;
  }
}

/** Values that an enum loses while columns have its type. */
function lostValues(before: SchemaEntity, after: SchemaEntity, change: Change): readonly string[] {
  const values = listFact(after, 'values');
  if (addedValues(listFact(before, 'values'), values) !== undefined) return [];
  const lost = listFact(before, 'values').filter((value) => !values.includes(value));
  if (lost.length === 0) return [];
  const columns = change.after.filter(
    (entity) =>
      entity.type === 'column' &&
      textFact(entity, 'type') === after.name &&
      textFact(entity, 'typeSchema') === after.schema,
  );
  const said = lost.map((value) => `'${value}'`).join(' or ');
  return columns.map((column) => `rows whose ${entityPath(column)} is ${said}`);
}

function tableName(entity: SchemaEntity): string {
  return tableKey(entity.schema === 'public' ? '' : entity.schema, entity.table)
    .split('\0')
    .filter((part) => part !== '')
    .join('.');
}
