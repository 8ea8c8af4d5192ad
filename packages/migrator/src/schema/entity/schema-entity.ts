import type { CatalogValue } from './catalog.ts';

/** What a Drizzle schema can say, and at last what a slice's `sql/*.sql` declare, in the order in which a snapshot lists it. */
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

/** What drizzle-kit knows. */
export type DrizzleEntityType = Exclude<EntityType, 'object'>;

export type EntityFacts = Readonly<Record<string, CatalogValue>>;

/**
 * One thing that a Drizzle schema declares. Type, schema, table and name identify it; `facts` says all else. A fact that has its default
 * (nullable, no identity, `NO ACTION` …) is absent.
 */
export interface SchemaEntity {
  readonly type: EntityType;
  /** Empty for schemas and roles, and for objects, whose name says it all: `trigger touch on orders`. */
  readonly schema: string;
  /** The table that it is part of; empty when it stands by itself, as tables do. */
  readonly table: string;
  readonly name: string;
  readonly facts: EntityFacts;
}

/** Type, schema, table and name in one text; never the same for two things (PostgreSQL's names hold no NUL). */
export function entityId(entity: Pick<SchemaEntity, 'type' | 'schema' | 'table' | 'name'>): string {
  return `${entity.type}\0${entity.schema}\0${entity.table}\0${entity.name}`;
}

/** The table that an entity is or belongs to, as a key; `undefined` for what belongs to none. */
export function tableId(entity: SchemaEntity): string | undefined {
  if (entity.type === 'table') return tableKey(entity.schema, entity.name);
  return entity.table === '' ? undefined : tableKey(entity.schema, entity.table);
}

export function tableKey(schema: string, table: string): string {
  return `${schema}\0${table}`;
}

/** The name that people read: `column events.title`, `table app.orders` (`public.` is left out). */
export function entityLabel(entity: Pick<SchemaEntity, 'type' | 'schema' | 'table' | 'name'>): string {
  if (entity.type === 'object') return entity.name;
  const type =
    entity.type === 'foreign-key' || entity.type === 'primary-key' ? entity.type.replace('-', ' ') : entity.type;
  return `${type} ${entityPath(entity)}`;
}

/** `events.title`, `app.orders`: without `public.`. */
export function entityPath(entity: Pick<SchemaEntity, 'schema' | 'table' | 'name'>): string {
  return [entity.schema === 'public' ? '' : entity.schema, entity.table, entity.name]
    .filter((part) => part !== '')
    .join('.');
}

/** A fact that is a text; `undefined` when it is absent. */
export function textFact(entity: SchemaEntity, fact: string): string | undefined {
  const value = entity.facts[fact];
  return typeof value === 'string' ? value : undefined;
}

/** A fact that is a list of texts; empty when it is absent. */
export function listFact(entity: SchemaEntity, fact: string): readonly string[] {
  const value = entity.facts[fact];
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}

/** The same entity with some facts replaced; `undefined` removes one. */
export function withFacts(
  entity: SchemaEntity,
  changes: Readonly<Record<string, CatalogValue | undefined>>,
): SchemaEntity {
  const facts: Record<string, CatalogValue> = { ...entity.facts };
  for (const [fact, value] of Object.entries(changes)) {
    if (value === undefined) delete facts[fact];
    else facts[fact] = value;
  }
  return { ...entity, facts };
}
