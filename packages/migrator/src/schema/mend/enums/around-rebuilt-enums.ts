import type { Change } from '../../change/change.ts';
import {
  type ColumnEntity,
  entityId,
  enumKey,
  ofType,
  type SchemaEntity,
  tableOf,
} from '../../entity/schema-entity.ts';
import { TableKey } from '../../entity/table-key.ts';
import { rebuiltEnums } from '../touched-columns.ts';

/** What is added or dropped together with a rebuilt enum. */
export interface AroundRebuiltEnums {
  /** Ids of tables with everything in them, and of foreign keys to them. */
  readonly ids: ReadonlySet<string>;
  /** Columns of existing tables. */
  readonly columns: readonly ColumnEntity[];
}

/**
 * Columns that are added or dropped while their enum is rebuilt. drizzle-kit would create them with the old type, and
 * then cannot drop it: so old ones are dropped before, and new ones added after the new type exists.
 */
export function aroundRebuiltEnums(change: Change): AroundRebuiltEnums {
  const rebuilt = new Set(rebuiltEnums(change));
  const ids = new Set<string>();
  const columns: ColumnEntity[] = [];
  if (rebuilt.size === 0) return { ids, columns };
  for (const [state, other] of [
    [change.renamed, change.after],
    [change.after, change.renamed],
  ] as const) {
    const known = new Set(other.map(entityId));
    const lone = ofType(state, 'column').filter((column) => !known.has(entityId(column)) && isOf(column, rebuilt));
    const tables = new Set(other.filter(({ type }) => type === 'table').map(tableOf));
    const whole = new Set(lone.map(tableOf).filter((table) => !tables.has(table)));
    for (const entity of state) if (whole.has(tableOf(entity)) || refersTo(entity, whole)) ids.add(entityId(entity));
    columns.push(...lone.filter((column) => tables.has(tableOf(column))));
  }
  return { ids, columns };
}

function isOf(column: ColumnEntity, types: ReadonlySet<TableKey>): boolean {
  const type = enumKey(column);
  return type !== undefined && types.has(type);
}

function refersTo(entity: SchemaEntity, tables: ReadonlySet<TableKey | undefined>): boolean {
  if (entity.type !== 'foreign-key') return false;
  const { schemaTo, tableTo } = entity.facts;
  return tables.has(TableKey.of(schemaTo, tableTo));
}
