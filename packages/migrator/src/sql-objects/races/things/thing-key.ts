import type { ObjectRef } from '../../object-ref.ts';

/** The key of a thing or of a part of it; no name contains a NUL. One is made for every access of a history. */
export function thingKey({ space, schema, name }: ObjectRef, part?: string): string {
  return part === undefined ? `${space}\0${schema}\0${name}` : `${space}\0${schema}\0${name}\0${part}`;
}
