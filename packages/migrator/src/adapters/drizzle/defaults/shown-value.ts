import { inspect } from 'node:util';

/** A value as people read it, on one line. */
export function shown(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 100, maxArrayLength: 10 });
}
