import type { ObjectRef } from '../object-ref.ts';
import { ThingKey } from './thing-key.ts';

/** Something that a revision made, whatever it is called by now. */
export interface Thing {
  /** The slice whose revision made it; `undefined` when nobody can say. */
  readonly slice: string | undefined;
  /** The table whose owner is its owner, of indexes and sequences of columns. */
  readonly of?: Thing | undefined;
  /** The revisions that dropped it. */
  readonly droppedBy: Set<string>;
}

/** What is outside schemas. */
const GLOBAL: ReadonlySet<string> = new Set([
  'schema',
  'extension',
  'publication',
  'event trigger',
  'foreign server',
  'fdw',
  'language',
  'access method',
]);

export function isGlobal({ space }: ObjectRef): boolean {
  return GLOBAL.has(space);
}

/** The key under which a thing is found: space, schema and name, of routines with their arguments. */
export function keyOf(ref: ObjectRef, schema: string): ThingKey {
  return ThingKey.of(ref.space, schema, `${ref.name}${ref.args === undefined ? '' : `(${ref.args})`}`);
}
