import { dateText, withZone } from './date-text.ts';
import type { Family } from './default-column.ts';
import { jsonText } from './json-text.ts';
import { UnwritableDefault } from './unwritable-default.ts';

/** One value (not a member of an array) as PostgreSQL's input functions read it. Throws an `UnwritableDefault`. */
export function valueText(value: unknown, family: Family, type: string): string {
  if (family === 'json' || family === 'jsonb') return jsonText(value, family === 'jsonb');
  switch (typeof value) {
    case 'string':
      return family === 'timestamptz' || family === 'timetz' ? withZone(value) : value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    case 'object':
      return objectText(value, family, type);
    default:
      throw new UnwritableDefault(`${typeof value} is not a value that ${type} can hold`);
  }
}

function objectText(value: object | null, family: Family, type: string): string {
  if (value instanceof Date) {
    return dateText(value, family === 'date' || family === 'timestamp' ? family : 'timestamptz');
  }
  if (value instanceof Uint8Array)
    return `\\x${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  switch (family) {
    case 'point':
      return `(${numbers(value, ['x', 'y'], type).join(',')})`;
    case 'line':
      return `{${numbers(value, ['a', 'b', 'c'], type).join(',')}}`;
    case 'geometry': {
      const srid = /,\s*(\d+)\s*\)/.exec(type)?.[1];
      const prefix = srid === undefined || srid === '0' ? '' : `SRID=${srid};`;
      return `${prefix}POINT(${numbers(value, ['x', 'y'], type).join(' ')})`;
    }
    case 'vector':
      if (Array.isArray(value)) return `[${value.map(number).join(',')}]`;
      break;
    default:
      // What pg sends for an unknown object, and what all types of other extensions that accept objects can read.
      if (!Array.isArray(value)) return jsonText(value, false);
  }
  throw new UnwritableDefault(`this is not a value that ${type} can hold`);
}

/** The members of a tuple, or of an object with these keys. */
function numbers(value: object | null, keys: readonly string[], type: string): readonly string[] {
  const members: readonly unknown[] = Array.isArray(value)
    ? value
    : keys.map((key): unknown => (value === null ? undefined : Reflect.get(value, key)));
  if (members.length !== keys.length) throw new UnwritableDefault(`${type} takes ${keys.length} numbers`);
  return members.map(number);
}

function number(value: unknown): string {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new UnwritableDefault('a number is missing');
  return String(value);
}
