import { canonicalJson } from './canonical-json.ts';
import { type EntityType, entityId, type SchemaEntity, withFacts } from './schema-entity.ts';

const NAMED_BY_DEFAULT: ReadonlySet<EntityType> = new Set(['unique', 'foreign-key', 'primary-key', 'index']);

/**
 * The entities of `after`, in which constraints and indexes that nobody named keep the name that they have in the database: it was made
 * from the names which table and columns had then, and a rename of those leaves it. `before` is as of after the renames.
 */
export function keepNames(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const taken = new Set(after.map(entityId));
  const old = grouped(
    before.filter((entity) => NAMED_BY_DEFAULT.has(entity.type) && entity.facts.nameExplicit !== true),
  );
  const now = grouped(after.filter((entity) => NAMED_BY_DEFAULT.has(entity.type)));
  return after.map((entity) => {
    if (!NAMED_BY_DEFAULT.has(entity.type) || entity.facts.nameExplicit === true) return entity;
    const key = shape(entity);
    const [match, another] = old.get(key) ?? [];
    // Of two that look the same nobody can say which is which: then the names decide.
    if (match === undefined || another !== undefined || now.get(key)?.length !== 1) return entity;
    const kept = { ...entity, name: match.name };
    return match.name === entity.name || taken.has(entityId(kept)) ? entity : kept;
  });
}

function grouped(entities: readonly SchemaEntity[]): ReadonlyMap<string, readonly SchemaEntity[]> {
  const groups = new Map<string, SchemaEntity[]>();
  for (const entity of entities) {
    const key = shape(entity);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entity]);
    else group.push(entity);
  }
  return groups;
}

/** Entities never change, and a shape is asked for again for every kind of rename. */
const shapes = new WeakMap<SchemaEntity, string>();

/** All but the name. */
export function shape(entity: SchemaEntity): string {
  const known = shapes.get(entity);
  if (known !== undefined) return known;
  const facts = canonicalJson(withFacts(entity, { nameExplicit: undefined }).facts);
  const text = `${entity.type}\0${entity.schema}\0${entity.table}\0${facts}`;
  shapes.set(entity, text);
  return text;
}
