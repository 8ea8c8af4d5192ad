import type { SchemaName } from './lint-catalog.ts';

/** A name of one or two parts. */
export function qualified(parts: readonly string[]): SchemaName {
  return { schema: parts.at(-2) ?? '', name: parts.at(-1) ?? '' };
}
