import type { Effect } from '../effects/effect.ts';
import type { ObjectRef } from '../object-ref.ts';
import type { SectionScope } from './section-scope.ts';
import { keyOf, type Thing } from './thing.ts';
import { ThingKey } from './thing-key.ts';

/** Records an effect of a slice's revision in a scope. Calls `dropped` for dropped things. */
export function followEffect(
  scope: SectionScope,
  effect: Effect,
  slice: string,
  dropped: (thing: Thing) => void,
): void {
  switch (effect.action) {
    case 'create':
      create(scope, effect, slice);
      break;
    case 'drop':
      drop(scope, effect.object, dropped);
      break;
    case 'rename':
      if (effect.to !== undefined) rename(scope, effect.object, effect.to);
      break;
    default:
  }
}

function create(scope: SectionScope, { object, of, unlessThere, replaces }: Effect, slice: string): void {
  const place = scope.place(object);
  if (place === undefined) return;
  if (place.thing !== undefined && (unlessThere === true || replaces === true)) return;
  const table = of === undefined ? undefined : scope.resolve(of)?.thing;
  // An index on a table of unknown origin has no owner, either.
  const thing: Thing = {
    slice: of === undefined ? slice : table?.slice,
    ...(table === undefined ? {} : { of: table }),
    droppedBy: new Set(),
  };
  scope.set(place.key, thing);
  if (object.args !== undefined) setBareName(scope, object, place.ref.schema, thing);
}

/** `DROP FUNCTION pay` without arguments means the only one with that name; of several, it is unknown which. */
function setBareName(scope: SectionScope, object: ObjectRef, schema: string, thing: Thing): void {
  const bare = bareOf(object);
  const key = keyOf(bare, schema);
  const known = scope.resolve({ ...bare, schema })?.thing;
  scope.set(
    key,
    known === undefined || known.slice === thing.slice ? thing : { slice: undefined, droppedBy: new Set() },
  );
}

function drop(scope: SectionScope, object: ObjectRef, dropped: (thing: Thing) => void): void {
  const found = scope.resolve(object);
  if (found === undefined) return;
  if (found.thing !== undefined) dropped(found.thing);
  scope.set(found.key, undefined);
  // Another one with that name may be left.
  if (object.args !== undefined) scope.set(keyOf(bareOf(object), found.ref.schema), undefined);
}

function rename(scope: SectionScope, object: ObjectRef, to: ObjectRef): void {
  if (object.space === 'schema') {
    for (const [key, thing] of scope.inSchema(object.name)) {
      scope.set(key, undefined);
      scope.set(ThingKey.of(key.space, to.name, key.name), thing);
    }
  }
  const found = scope.resolve(object);
  if (found === undefined) return;
  scope.set(found.key, undefined);
  scope.set(keyOf(to, to.schema === object.schema ? found.ref.schema : to.schema), found.thing);
}

function bareOf({ args: _, ...bare }: ObjectRef): ObjectRef {
  return bare;
}
