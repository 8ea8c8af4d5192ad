import { entityId, type SchemaEntity } from '../entity/schema-entity.ts';
import type { JsonFacts } from '../facts/entity-facts.ts';
import { sameFacts } from './entity-changes.ts';

/**
 * The entities of a state, but the very objects of an earlier one where they say the same, so that the two are not
 * compared over and over. `before` must be in the names of `after`.
 */
export function sharing(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const old = new Map(before.map((entity) => [entityId(entity), entity]));
  return after.map((entity) => {
    const earlier = old.get(entityId(entity));
    return earlier !== undefined && saysTheSame(earlier, entity) ? earlier : entity;
  });
}

/** What does not matter to the database matters here. */
function saysTheSame(a: SchemaEntity, b: SchemaEntity): boolean {
  if (a.type === 'object') return false;
  const [old, now]: readonly [JsonFacts, JsonFacts] = [a.facts, b.facts];
  return old.nameExplicit === now.nameExplicit && old.concurrently === now.concurrently && sameFacts(a, b);
}
