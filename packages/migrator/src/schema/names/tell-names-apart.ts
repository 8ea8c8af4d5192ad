import { createHash } from 'node:crypto';
import { cutName, MAX_NAME_BYTES } from '../../sql/names/cut-name.ts';
import { isOfType, type SchemaEntity } from '../entity/schema-entity.ts';

/** The endings of such names in drizzle-kit 1.0 and 0.31. */
const ENDINGS = ['_idx', '_index', '_key', '_unique'];

/** A default name, in its schema. */
export interface DefaultName {
  readonly schema: string;
  readonly name: string;
}

/**
 * The entities, in which unnamed indexes and unique constraints get a hash in their name if PostgreSQL would truncate
 * two names to the same one; drizzle-kit does so for long foreign keys. A unique long name stays, because databases
 * built by drizzle-kit have it.
 */
export function tellNamesApart(entities: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const apart = namesApart(entities.filter(isNamedByDefault));
  return entities.map((entity) => (isNamedByDefault(entity) ? { ...entity, name: apart(entity) } : entity));
}

/** A new name for each of these, so that no two are truncated to the same one. */
export function namesApart(names: readonly DefaultName[]): (name: DefaultName) => string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(placeOf(name), (counts.get(placeOf(name)) ?? 0) + 1);
  return (each) =>
    Buffer.byteLength(each.name) > MAX_NAME_BYTES && (counts.get(placeOf(each)) ?? 0) > 1
      ? hashed(each.name)
      : each.name;
}

function isNamedByDefault(entity: SchemaEntity): boolean {
  return (isOfType(entity, 'index') || isOfType(entity, 'unique')) && entity.facts.nameExplicit !== true;
}

function placeOf({ schema, name }: DefaultName): string {
  return `${schema}\0${cutName(name)}`;
}

/** `posts_…_0f3a9c81d2b4_idx`: as much of the name as fits, a hash of all of it, and its ending. */
function hashed(name: string): string {
  const ending = ENDINGS.find((it) => name.endsWith(it)) ?? '';
  const tail = `_${createHash('sha256').update(name).digest('hex').slice(0, 12)}${ending}`;
  return `${cutName(name.slice(0, name.length - ending.length), MAX_NAME_BYTES - tail.length)}${tail}`;
}
