import {
  DuplicateEntityError,
  EntityMovedError,
  type SchemaOwnershipError,
  UnexportedEntityError,
  UnsupportedNameError,
} from '../../errors/schema/ownership-errors.ts';
import { entityId, entityLabel, ofType, type SchemaEntity } from './schema-entity.ts';
import { TableKey } from './table-key.ts';

/** The entities of one slice. Columns, indexes, keys, policies … belong to the owner of their table. */
export interface OwnedEntities {
  readonly slice: string;
  /** The schema file, for messages. */
  readonly file: string;
  readonly entities: readonly SchemaEntity[];
  /** Names of PostgreSQL schemas and roles that exist without Braid. */
  readonly existing: readonly string[];
}

/** The first ownership problem, or `undefined` if every thing has one owner and everything that is used is declared. */
export function ownershipFault(slices: readonly OwnedEntities[]): SchemaOwnershipError | undefined {
  return duplicateFault(slices) ?? unexportedFault(slices) ?? nameFault(slices);
}

function duplicateFault(slices: readonly OwnedEntities[]): SchemaOwnershipError | undefined {
  const owners = new Map<string, string>();
  for (const { slice, entities } of slices) {
    for (const entity of entities) {
      // Tables and views share one name space; so do, with tables, sequences and indexes.
      const id = entity.type === 'view' ? entityId({ ...entity, type: 'table' }) : entityId(entity);
      const owner = owners.get(id);
      if (owner !== undefined) return new DuplicateEntityError({ entity: entityLabel(entity), slices: [owner, slice] });
      owners.set(id, slice);
    }
  }
  return undefined;
}

function unexportedFault(slices: readonly OwnedEntities[]): SchemaOwnershipError | undefined {
  const all = slices.flatMap(({ entities }) => entities);
  const schemas = new Set(['public', ...slices.flatMap(({ existing }) => existing)]);
  for (const { name } of ofType(all, 'schema')) schemas.add(name);
  const enums = new Set(ofType(all, 'enum').map(({ schema, name }) => TableKey.of(schema, name)));
  for (const { slice, file, entities } of slices) {
    for (const entity of entities) {
      if (entity.schema !== '' && entity.table === '' && !schemas.has(entity.schema)) {
        const missing = `schema ${entity.schema}`;
        return new UnexportedEntityError({ missing, usedBy: entityLabel(entity), slice, file });
      }
      if (entity.type !== 'column') continue;
      const { typeSchema, type } = entity.facts;
      if (typeSchema !== undefined && !enums.has(TableKey.of(typeSchema, type))) {
        const missing = `enum ${typeSchema}.${type}`;
        return new UnexportedEntityError({ missing, usedBy: entityLabel(entity), slice, file });
      }
    }
  }
  return undefined;
}

function nameFault(slices: readonly OwnedEntities[]): SchemaOwnershipError | undefined {
  for (const { slice, entities } of slices) {
    const odd = entities.find(
      ({ type, schema, table, name }) => type !== 'object' && `${schema}${table}${name}`.includes('"'),
    );
    if (odd !== undefined) return new UnsupportedNameError({ entity: entityLabel(odd), slice });
  }
  return undefined;
}

/**
 * What disappeared from one slice and appeared in another since the snapshots: a moved table, whose rows must stay.
 * @param isNew whether a slice has no revisions
 */
export function movedFault(
  before: readonly OwnedEntities[],
  after: readonly OwnedEntities[],
  isNew: (slice: string) => boolean,
): SchemaOwnershipError | undefined {
  const owners = new Map<string, string>();
  for (const { slice, entities } of after) for (const entity of entities) owners.set(entityId(entity), slice);
  for (const { slice, entities } of before) {
    for (const entity of entities) {
      const owner = owners.get(entityId(entity));
      if (owner !== undefined && owner !== slice) {
        return new EntityMovedError({ entity: entityLabel(entity), from: slice, to: owner, isNew: isNew(owner) });
      }
    }
  }
  return undefined;
}
