import type { ObjectRef } from '../object-ref.ts';
import { ThingKey } from './thing-key.ts';

/** Something that a revision created, whatever its current name. */
export interface Thing {
  /** The slice whose revision created it; `undefined` if unknown. */
  readonly slice: string | undefined;
  /** For indexes and sequences of columns: the table that owns it. */
  readonly of?: Thing | undefined;
  /** The revisions that dropped it. */
  readonly droppedBy: Set<string>;
}

/** Name spaces outside schemas. */
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
