import { canonicalJson } from '../entity/canonical-json.ts';
import { entityId, factsWithout, type SchemaEntity } from '../entity/schema-entity.ts';
import { isPartitioning } from '../partitioning/partitioning.ts';
import { structureText } from '../partitioning/partitioning-of.ts';

/** The differences between two states, by entity. Renames must have been applied to `before`. */
export interface EntityChanges<E extends SchemaEntity = SchemaEntity> {
  readonly added: readonly E[];
  readonly removed: readonly E[];
  readonly changed: readonly EntityPair<E>[];
}

export interface EntityPair<E extends SchemaEntity = SchemaEntity> {
  readonly before: E;
  readonly after: E;
}

export function entityChanges<E extends SchemaEntity>(before: readonly E[], after: readonly E[]): EntityChanges<E> {
  const [left, right] = [unlikeIn(before, after), unlikeIn(after, before)];
  return left.length + right.length === 0 ? NONE : unlikeChanges(left, right);
}

const NONE = { added: [], removed: [], changed: [] } as const;

/** What of a state is not the very same object in another one. */
function unlikeIn<E extends SchemaEntity>(entities: readonly E[], others: readonly E[]): readonly E[] {
  if (others.length === 0) return entities;
  const shared = new Set(others);
  return entities.filter((entity) => !shared.has(entity));
}

function unlikeChanges<E extends SchemaEntity>(before: readonly E[], after: readonly E[]): EntityChanges<E> {
  const old = new Map(before.map((entity) => [entityId(entity), entity]));
  const now = new Set(after.map(entityId));
  const added: E[] = [];
  const changed: EntityPair<E>[] = [];
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

/** Whether two entities are the same in the database; who chose a name, and how an index was built, does not matter. */
export function sameFacts(a: SchemaEntity, b: SchemaEntity): boolean {
  return a.facts === b.facts || comparable(a) === comparable(b);
}

/** Entities never change, and the same ones are compared many times over. */
const texts = new WeakMap<SchemaEntity, string>();

function comparable(entity: SchemaEntity): string {
  const known = texts.get(entity);
  if (known !== undefined) return known;
  const text = isPartitioning(entity)
    ? structureText(entity.facts.text)
    : canonicalJson(factsWithout(entity, 'nameExplicit', 'concurrently'));
  texts.set(entity, text);
  return text;
}
