import { ENTITY_TYPES, type EntityType, type SchemaEntity } from './schema-entity.ts';

const RANK = new Map<EntityType, number>(ENTITY_TYPES.map((type, index) => [type, index]));
/** Types that belong to no table and come before all tables. */
const FIRST: ReadonlySet<EntityType> = new Set(['schema', 'role', 'enum', 'sequence']);

/**
 * The order of snapshots: schemas, roles, enums and sequences, then each table with everything that belongs to it, then
 * views, then objects; by name (code units), but columns in declared order. So a change of one table changes lines in
 * one place, and two branches rarely change the same lines.
 */
export function sortEntities(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const keyed = entities.map((entity, index) => ({ entity, index, place: placeOf(entity) }));
  keyed.sort((a, b) => comparePlaces(a.place, b.place) || a.index - b.index);
  return keyed.map(({ entity }) => entity);
}

type Place = readonly [group: number, schema: string, table: string, rank: number, name: string];

function placeOf(entity: SchemaEntity): Place {
  const rank = RANK.get(entity.type) ?? ENTITY_TYPES.length;
  if (FIRST.has(entity.type)) return [rank, entity.schema, '', 0, entity.name];
  if (entity.type === 'view') return [90, entity.schema, '', 0, entity.name];
  if (entity.type === 'object') return [95, '', '', 0, entity.name];
  const table = entity.type === 'table' ? entity.name : entity.table;
  // Columns keep their order: their name does not count.
  return [50, entity.schema, table, rank, entity.type === 'column' ? '' : entity.name];
}

function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || compare(a[1], b[1]) || compare(a[2], b[2]) || a[3] - b[3] || compare(a[4], b[4]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
