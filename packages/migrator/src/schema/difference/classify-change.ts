import { mentionsOf } from '../../sql/text/mentions.ts';
import { type CastFlag, castsColumn } from '../cast/cast-flag.ts';
import type { Change } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import { columnType, typeChange } from '../entity/column-type.ts';
import {
  type ColumnEntity,
  columnId,
  type EntityOf,
  entityId,
  entityPath,
  enumKey,
  factsWithout,
  ofType,
  type SchemaEntity,
  tableOf,
} from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { addedValues } from '../mend/enums/enum-values.ts';
import { columnsToProve } from '../mend/not-null.ts';
import { strandedPositions } from '../mend/sequences/sequence-limits.ts';
import { classifyTypeChange } from './classify-type-change.ts';

/** What a direction does to data: what it loses, and which rows make it fail; empty lists for nothing. */
export interface DataEffect {
  readonly lossy: readonly string[];
  readonly rows: readonly string[];
}

/** Judges a change by its entities: what may happen to some rows. Only the database knows whether it has such rows. */
export function classifyChange(change: Change, casts: readonly CastFlag[] = []): DataEffect {
  const { added, removed, changed } = entityChanges(change.renamed, change.after);
  const gone = new Set(ofType(removed, 'table').map(tableOf));
  const fresh = new Set(ofType(added, 'table').map(tableOf));
  const empty = new Set(ofType(added, 'column').filter(isEmpty).map(entityId));
  const lossy: string[] = [];
  const rows: string[] = [];
  for (const entity of removed) {
    const loss = lossOf(entity, firstPath(entity, change), gone);
    if (loss !== undefined) lossy.push(loss);
  }
  for (const column of columnsToProve(change)) {
    const isNew = added.some((entity) => entityId(entity) === entityId(column));
    rows.push(
      isNew && column.facts.generated === undefined
        ? `any row of ${tableName(column)}, until a backfill gives ${entityPath(column)} a value`
        : `rows whose ${entityPath(column)} is null`,
    );
  }
  const demanding = changed.filter(({ before, after }) => !demandsAsBefore(before, after));
  for (const entity of [...added, ...demanding.map(({ after }) => after)]) {
    const demand =
      fresh.has(tableOf(entity)) || spareNulls(entity, empty) || isKeptAlready(entity, change)
        ? undefined
        : demandOf(entity);
    if (demand !== undefined) rows.push(demand);
  }
  for (const { before, after } of changed) {
    if (before.type === 'enum' && after.type === 'enum') rows.push(...lostValues(before, after, change));
    if (before.type !== 'column' || after.type !== 'column') continue;
    if (after.facts.generated !== undefined) {
      // Computed values replace the stored ones.
      if (before.facts.generated === undefined) lossy.push(`the data in ${entityPath(after)}`);
      continue;
    }
    if (casts.some((flag) => castsColumn(flag, after))) {
      lossy.push(`what its cast does not keep of ${entityPath(after)}`);
      continue;
    }
    if (hasAllValues(before, after, change)) continue;
    const effect = classifyTypeChange(before, after, entityPath(after), valuesOf(change.renamed, enumKey(before)));
    if (effect?.lossy !== undefined) lossy.push(effect.lossy);
    if (effect?.rows !== undefined) rows.push(effect.rows);
    if (columnType(after).name === 'citext' && columnType(before).name !== 'citext' && isUnique(after, change)) {
      rows.push(`values of ${entityPath(after)} that differ in upper and lower case alone`);
    }
  }
  rows.push(...strandedPositions(change));
  return { lossy, rows };
}

/** Names a removed thing by its old name, which another thing may have now. */
function firstPath(entity: SchemaEntity, { before, renamed }: Change): string {
  const name = before[renamed.indexOf(entity)]?.name ?? entity.name;
  return entityPath({ ...entity, name });
}

function lossOf(entity: SchemaEntity, path: string, gone: ReadonlySet<TableKey | undefined>): string | undefined {
  if (entity.type === 'table') return `all rows of ${path}`;
  if (entity.type === 'sequence') return `the position of sequence ${path}`;
  if (entity.type === 'role') return `the password and the members of role ${path}`;
  if (entity.type !== 'column' || gone.has(tableOf(entity)) || entity.facts.generated !== undefined) return undefined;
  return `the data in ${path}`;
}

/** A new column that is NULL in every row. */
function isEmpty({ facts }: EntityOf<'column'>): boolean {
  const filled = [facts.notNull, facts.default, facts.generated, facts.identity].some((fact) => fact !== undefined);
  return !filled && !/serial$/.test(facts.type);
}

/** Rows with a NULL refer to nothing (MATCH SIMPLE, the only kind that Drizzle has), and count as distinct. */
function spareNulls(entity: SchemaEntity, empty: ReadonlySet<string>): boolean {
  if (entity.type !== 'foreign-key' && entity.type !== 'unique') return false;
  if (entity.type === 'unique' && entity.facts.nullsNotDistinct === true) return false;
  return entity.facts.columns.some((name) => empty.has(columnId(entity, name)));
}

/**
 * Whether a changed constraint requires the same of rows as before: only the action of a foreign key changed, or the
 * method of an index.
 */
function demandsAsBefore(before: SchemaEntity, after: SchemaEntity): boolean {
  switch (after.type) {
    case 'foreign-key':
      return canonicalJson(factsWithout(before, ...ACTIONS)) === canonicalJson(factsWithout(after, ...ACTIONS));
    case 'unique':
      return (
        before.type === 'unique' &&
        canonicalJson(before.facts.columns) === canonicalJson(after.facts.columns) &&
        (after.facts.nullsNotDistinct !== true || before.facts.nullsNotDistinct === true)
      );
    case 'index':
      return (
        before.type === 'index' &&
        before.facts.isUnique === true &&
        canonicalJson(before.facts.columns) === canonicalJson(after.facts.columns) &&
        (before.facts.where === undefined || before.facts.where === after.facts.where)
      );
    default:
      return false;
  }
}

/** These facts only matter for later changes of rows. */
const ACTIONS = ['onDelete', 'onUpdate', 'nameExplicit'];

/** What a new or changed constraint requires of existing rows. */
function demandOf(entity: SchemaEntity): string | undefined {
  const table = tableName(entity);
  switch (entity.type) {
    case 'unique':
      return `rows of ${table} with the same ${entity.facts.columns.join(', ')}`;
    case 'primary-key':
      return `rows of ${table} with the same or no ${entity.facts.columns.join(', ')}`;
    case 'index':
      return entity.facts.isUnique === true
        ? `rows of ${table} that are the same to unique index ${entity.name}`
        : undefined;
    case 'foreign-key':
      return `rows of ${table} whose ${entity.facts.columns.join(', ')} is not in ${TableKey.of(entity.facts.schemaTo, entity.facts.tableTo).path}`;
    case 'check':
      return `rows of ${table} that violate check ${entity.name}`;
    default:
      return undefined;
  }
}

/** Whether another key on the same columns, or on some of them, already guarantees distinct rows. */
function isKeptAlready(entity: SchemaEntity, { renamed, after }: Change): boolean {
  const wanted = keyColumns(entity);
  if (wanted === undefined || (entity.type === 'unique' && entity.facts.nullsNotDistinct === true)) return false;
  const old = new Map(ofType(renamed, 'column').map((column) => [entityId(column), column]));
  const now = new Map(ofType(after, 'column').map((column) => [entityId(column), column]));
  const isSame = (name: string): boolean => {
    const [before, is] = [old.get(columnId(entity, name)), now.get(columnId(entity, name))];
    const isFilled = entity.type !== 'primary-key' || before?.facts.notNull === true;
    return before !== undefined && is !== undefined && isFilled && typeChange(before, is) === 'none';
  };
  return (
    wanted.every(isSame) &&
    renamed.some(
      (key) => tableOf(key) === tableOf(entity) && keyColumns(key)?.every((name) => wanted.includes(name)) === true,
    )
  );
}

/** The columns of a key, a unique constraint or a unique index of all rows. */
function keyColumns(entity: SchemaEntity): readonly string[] | undefined {
  if (entity.type === 'primary-key' || entity.type === 'unique') return entity.facts.columns;
  if (entity.type !== 'index' || entity.facts.isUnique !== true || entity.facts.where !== undefined) return undefined;
  const { columns } = entity.facts;
  return columns.some(({ isExpression }) => isExpression === true) ? undefined : columns.map(({ value }) => value);
}

/** Whether a column changes to an enum with all values of its old one. */
function hasAllValues(before: ColumnEntity, after: ColumnEntity, change: Change): boolean {
  const [was, is] = [enumKey(before), enumKey(after)];
  if ((before.facts.dimensions ?? 0) !== (after.facts.dimensions ?? 0)) return false;
  const [old, now] = [valuesOf(change.renamed, was), valuesOf(change.after, is)];
  return was !== is && old !== undefined && now !== undefined && old.every((value) => now.includes(value));
}

/** The values of an enum. */
function valuesOf(state: readonly SchemaEntity[], key: TableKey | undefined): readonly string[] | undefined {
  return ofType(state, 'enum').find((it) => TableKey.of(it.schema, it.name) === key)?.facts.values;
}

/** Values that an enum loses while columns have its type. */
function lostValues(before: EntityOf<'enum'>, after: EntityOf<'enum'>, change: Change): readonly string[] {
  const { values } = after.facts;
  if (addedValues(before.facts.values, values) !== undefined) return [];
  const lost = before.facts.values.filter((value) => !values.includes(value));
  if (lost.length === 0) return [];
  const type = TableKey.of(after.schema, after.name);
  const columns = ofType(change.after, 'column').filter((column) => enumKey(column) === type);
  const said = lost.map((value) => `'${value}'`).join(' or ');
  return columns.map((column) => `rows whose ${entityPath(column)} is ${said}`);
}

/** Whether a key, a constraint or an index requires distinct values of a column, alone or together with others. */
function isUnique(column: ColumnEntity, { after }: Change): boolean {
  return after.some((entity) => {
    if (tableOf(entity) !== tableOf(column)) return false;
    if (entity.type === 'primary-key' || entity.type === 'unique') return entity.facts.columns.includes(column.name);
    return (
      entity.type === 'index' &&
      entity.facts.isUnique === true &&
      entity.facts.columns.some(({ value }) => mentionsOf(value).names.has(column.name) || value === column.name)
    );
  });
}

function tableName(entity: SchemaEntity): string {
  return TableKey.of(entity.schema, entity.table).path;
}
