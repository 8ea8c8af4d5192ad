const ENTITY_KIND = Symbol.for('drizzle:entityKind');

/**
 * The names that drizzle-orm gives the class of a value and its base classes, nearest first, whichever copy of
 * drizzle-orm they come from.
 */
export function kindsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const kinds: string[] = [];
  // Not `value.constructor`: a view is a proxy that answers for its columns.
  const prototype: unknown = Object.getPrototypeOf(value);
  let at: unknown = typeof prototype === 'object' && prototype !== null ? prototype.constructor : undefined;
  while (typeof at === 'function') {
    const kind: unknown = Reflect.get(at, ENTITY_KIND);
    if (typeof kind === 'string') kinds.push(kind);
    at = Object.getPrototypeOf(at);
  }
  return kinds;
}
