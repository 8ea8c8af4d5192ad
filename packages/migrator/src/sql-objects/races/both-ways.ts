import type { ObjectRef } from '../object-ref.ts';
import type { PlacedStatement, RevisionEffects } from '../ownership/placed-statement.ts';

/**
 * A revision with what its downgrade reaches beyond its upgrade, as if that were done on the way up: a value is added
 * to an enum in one statement, and taken away by building anew all columns, views and policies that have to do with it.
 * What changes one of those has to be ordered with the revision, or its downgrade meets another state than it is for.
 */
export function bothWays(effects: RevisionEffects): RevisionEffects {
  const known = new Set(effects.upgrade.flatMap(reached));
  const beyond = effects.downgrade.filter((statement) => reached(statement).some((key) => !known.has(key)));
  return beyond.length === 0 ? effects : { ...effects, upgrade: [...effects.upgrade, ...beyond] };
}

function reached({ effects, accesses = [] }: PlacedStatement): readonly string[] {
  return [
    ...effects.flatMap(({ object, to }) => [keyOf(object), ...(to === undefined ? [] : [keyOf(to)])]),
    ...accesses.map(({ object }) => keyOf(object)),
  ];
}

function keyOf({ space, schema, name }: ObjectRef): string {
  return [space, schema === '' ? 'public' : schema, name].join('\0');
}
