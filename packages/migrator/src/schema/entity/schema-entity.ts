import type { CatalogValue } from '../facts/catalog-value.ts';
import type { FactsByType, JsonFacts } from '../facts/entity-facts.ts';
import { TableKey } from './table-key.ts';

/** The types that a Drizzle schema can declare, and last the objects of `sql/*.sql`, in the order of a snapshot. */
export const ENTITY_TYPES = [
  'schema',
  'role',
  'enum',
  'sequence',
  'table',
  'column',
  'primary-key',
  'unique',
  'foreign-key',
  'check',
  'index',
  'policy',
  'privilege',
  'view',
  'object',
] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];

/** The types that drizzle-kit knows. */
export type DrizzleEntityType = Exclude<EntityType, 'object'>;

/** The place and the name of a thing. */
export interface EntityPlace {
  /** Empty for schemas and roles, and for objects, whose name is complete: `trigger touch on orders`. */
  readonly schema: string;
  /** The table that it is part of; empty if there is none, as for tables. */
  readonly table: string;
  readonly name: string;
}

interface Entity<T extends EntityType> extends EntityPlace {
  readonly type: T;
  readonly facts: FactsByType[T];
}

export type EntityOf<T extends EntityType> = T extends EntityType ? Entity<T> : never;

/**
 * One thing that a Drizzle schema or a file in `sql/` declares. Type, schema, table and name identify it; `facts` has
 * everything else, depending on `type`. Created by `readEntity`, which checks them once.
 */
export type SchemaEntity = EntityOf<EntityType>;

export type ColumnEntity = EntityOf<'column'>;
export type ObjectEntity = EntityOf<'object'>;

export function isOfType<T extends EntityType>(entity: SchemaEntity, type: T): entity is EntityOf<T> {
  return entity.type === type;
}

/** The entities of one type, in their order. */
export function ofType<T extends EntityType>(entities: readonly SchemaEntity[], type: T): readonly EntityOf<T>[] {
  return entities.filter((entity) => isOfType(entity, type));
}

/** Type, schema, table and name in one text; never the same for two things (PostgreSQL's names hold no NUL). */
export function entityId(entity: EntityPlace & { readonly type: EntityType }): string {
  return `${entity.type}\0${entity.schema}\0${entity.table}\0${entity.name}`;
}

/** The table that an entity is or belongs to; `undefined` if there is none. */
export function tableOf(entity: SchemaEntity): TableKey | undefined {
  if (entity.type === 'table') return TableKey.of(entity.schema, entity.name);
  return entity.table === '' ? undefined : TableKey.of(entity.schema, entity.table);
}

/** The enum that is a column's type, or the type of its elements. */
export function enumKey({ facts }: ColumnEntity): TableKey | undefined {
  return facts.typeSchema === undefined ? undefined : TableKey.of(facts.typeSchema, facts.type);
}

/** The id of a column of the table that an entity is part of. */
export function columnId({ schema, table }: EntityPlace, name: string): string {
  return entityId({ type: 'column', schema, table, name });
}

/** The name that people read: `column events.title`, `table app.orders` (`public.` is left out). */
export function entityLabel(entity: EntityPlace & { readonly type: EntityType }): string {
  if (entity.type === 'object') return entity.name;
  const type =
    entity.type === 'foreign-key' || entity.type === 'primary-key' ? entity.type.replace('-', ' ') : entity.type;
  return `${type} ${entityPath(entity)}`;
}

/** `events.title`, `app.orders`: without `public.`. */
export function entityPath(entity: EntityPlace): string {
  return [entity.schema === 'public' ? '' : entity.schema, entity.table, entity.name]
    .filter((part) => part !== '')
    .join('.');
}

/** Changes of facts; `undefined` removes one that may be absent. */
export type FactChanges<F> = {
  readonly [K in keyof F]?: Record<never, never> extends Pick<F, K> ? F[K] | undefined : F[K];
};

/** The same entity with some facts replaced. */
export function withFacts<E extends SchemaEntity>(entity: E, changes: FactChanges<E['facts']>): E {
  const facts = { ...entity.facts, ...changes };
  for (const fact of Object.keys(changes))
    if (Reflect.get(changes, fact) === undefined) Reflect.deleteProperty(facts, fact);
  return { ...entity, facts };
}

/** The facts of any entity without some of them, to compare them. */
export function factsWithout(entity: SchemaEntity, ...names: readonly string[]): JsonFacts {
  const facts: Record<string, CatalogValue> = { ...entity.facts };
  for (const name of names) delete facts[name];
  return facts;
}
