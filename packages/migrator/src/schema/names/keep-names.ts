import { canonicalJson } from '../entity/canonical-json.ts';
import {
  type ColumnEntity,
  type EntityOf,
  entityId,
  factsWithout,
  isOfType,
  ofType,
  type SchemaEntity,
  withFacts,
} from '../entity/schema-entity.ts';

type NamedByDefault = EntityOf<'unique' | 'foreign-key' | 'primary-key' | 'index'>;

function isNamedByDefault(entity: SchemaEntity): entity is NamedByDefault {
  const { type } = entity;
  return type === 'unique' || type === 'foreign-key' || type === 'primary-key' || type === 'index';
}

/**
 * The entities of `after`, in which unnamed constraints and indexes keep their name from the database: it was derived
 * from the names that table and columns had then, and renaming those does not change it. `before` must be in the names
 * after the renames.
 */
export function keepNames(before: readonly SchemaEntity[], after: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const taken = new Set(after.map(entityId));
  const old = grouped(before.filter(isNamedByDefault).filter(({ facts }) => facts.nameExplicit !== true));
  const now = grouped(after.filter(isNamedByDefault));
  const sequences = new Map(ofType(before, 'column').map((column) => [entityId(column), column.facts.identity?.name]));
  const kept = after.map((entity) => {
    if (isOfType(entity, 'column')) return keepSequence(entity, sequences.get(entityId(entity)));
    if (!isNamedByDefault(entity) || entity.facts.nameExplicit === true) return entity;
    const key = shape(entity);
    const [match, another] = old.get(key) ?? [];
    // If two look the same, only their names can distinguish them.
    if (match === undefined || another !== undefined || now.get(key)?.length !== 1) return entity;
    const same = { ...entity, name: match.name };
    return match.name === entity.name || taken.has(entityId(same)) ? entity : same;
  });
  return withoutClashes(kept, after);
}

/**
 * A kept name must not collide with something new: if `a` was renamed to `b` and there is a new `a`, the key of `b`
 * gives up `a_pkey`.
 */
function withoutClashes(kept: readonly SchemaEntity[], after: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const counts = new Map<string, number>();
  for (const entity of kept) for (const name of relationNames(entity)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return kept.map((entity, index) => {
    const declared = after[index];
    const isKept = declared !== undefined && declared.name !== entity.name;
    return isKept && relationNames(entity).some((name) => (counts.get(name) ?? 0) > 1) ? declared : entity;
  });
}

/** Types whose names share the name space of relations in a schema. */
function relationNames({ type, schema, name }: SchemaEntity): readonly string[] {
  return RELATIONS.has(type) ? [`${schema}\0${name}`] : [];
}

const RELATIONS: ReadonlySet<SchemaEntity['type']> = new Set([
  'table',
  'view',
  'sequence',
  'index',
  'unique',
  'primary-key',
]);

/**
 * The same for the sequence of an identity column, which is unnamed if its name is derived from those of table and
 * column.
 */
function keepSequence(column: ColumnEntity, name: string | undefined): ColumnEntity {
  const { identity } = column.facts;
  const isNamed = identity?.name !== `${column.table}_${column.name}_seq`;
  if (identity === undefined || isNamed || name === undefined || name === identity.name) return column;
  return withFacts(column, { identity: { ...identity, name } });
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

/** Everything except the name. */
export function shape(entity: SchemaEntity): string {
  const known = shapes.get(entity);
  if (known !== undefined) return known;
  const facts = canonicalJson(factsWithout(entity, 'nameExplicit'));
  const text = `${entity.type}\0${entity.schema}\0${entity.table}\0${facts}`;
  shapes.set(entity, text);
  return text;
}
