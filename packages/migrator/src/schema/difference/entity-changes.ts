import { canonicalJson } from '../entity/canonical-json.ts';
import { entityId, type SchemaEntity, withFacts } from '../entity/schema-entity.ts';

/** What differs between two states, entity by entity. Renamed things must have been replayed on `before`. */
export interface EntityChanges {
  readonly added: readonly SchemaEntity[];
  readonly removed: readonly SchemaEntity[];
  readonly changed: readonly EntityPair[];
}

export interface EntityPair {
  readonly before: SchemaEntity;
  readonly after: SchemaEntity;
}

export function entityChanges(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): EntityChanges {
  const old = new Map(before.map((entity) => [entityId(entity), entity]));
  const now = new Set(after.map(entityId));
  const added: SchemaEntity[] = [];
  const changed: EntityPair[] = [];
  for (const entity of after) {
    const earlier = old.get(entityId(entity));
    if (earlier === undefined) added.push(entity);
    else if (!sameFacts(earlier, entity)) changed.push({ before: earlier, after: entity });
  }
  return { added, changed, removed: before.filter((entity) => !now.has(entityId(entity))) };
}

export function hasChanges({ added, removed, changed }: EntityChanges): boolean {
  return added.length + removed.length + changed.length > 0;
}

/** Whether two entities are the same in the database: who chose the name, and how an index was built, is no part of it. */
export function sameFacts(a: SchemaEntity, b: SchemaEntity): boolean {
  return a.facts === b.facts || comparable(a) === comparable(b);
}

/** Entities never change, and the same ones are compared many times over. */
const texts = new WeakMap<SchemaEntity, string>();

function comparable(entity: SchemaEntity): string {
  const known = texts.get(entity);
  if (known !== undefined) return known;
  const text = canonicalJson(withFacts(entity, { nameExplicit: undefined, concurrently: undefined }).facts);
  texts.set(entity, text);
  return text;
}
