import type { ObjectRef } from '../../object-ref.ts';

/** What tells things and parts of them apart; no name has a NUL in it. One is made for every access of a history. */
export function thingKey({ space, schema, name }: ObjectRef, part?: string): string {
  return part === undefined ? `${space}\0${schema}\0${name}` : `${space}\0${schema}\0${name}\0${part}`;
}
