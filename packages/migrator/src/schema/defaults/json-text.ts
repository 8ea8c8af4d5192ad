import { UnwritableDefault } from './unwritable-default.ts';

/**
 * JSON as `JSON.stringify` writes it, except that a `bigint` keeps its digits. `isBinary`: for `jsonb`, which cannot
 * hold NUL or half a surrogate pair. Throws an `UnwritableDefault`.
 */
export function jsonText(value: unknown, isBinary: boolean): string {
  return member(value, isBinary, new Set()) ?? 'null';
}

/** `undefined` for values that `JSON.stringify` omits. */
function member(value: unknown, isBinary: boolean, within: ReadonlySet<object>): string | undefined {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'string':
      if (isBinary && /\0|\p{Surrogate}/u.test(value)) {
        throw new UnwritableDefault('jsonb can hold neither NUL nor half a surrogate pair');
      }
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : container(value, isBinary, within);
    default:
      return JSON.stringify(value);
  }
}

function container(value: object, isBinary: boolean, within: ReadonlySet<object>): string | undefined {
  if (within.has(value)) throw new UnwritableDefault('the value contains itself');
  const inside = new Set([...within, value]);
  const own: unknown = Reflect.get(value, 'toJSON');
  if (typeof own === 'function') return member(Reflect.apply(own, value, ['']), isBinary, inside);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((each: unknown) => member(each, isBinary, inside) ?? 'null').join(',')}]`;
  }
  const members = Object.entries(value).flatMap(([key, each]: readonly [string, unknown]) => {
    const text = member(each, isBinary, inside);
    return text === undefined ? [] : [`${member(key, isBinary, inside)}:${text}`];
  });
  return `{${members.join(',')}}`;
}
