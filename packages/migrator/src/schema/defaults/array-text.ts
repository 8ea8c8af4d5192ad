import { type DefaultColumn, delimiterOf, type Family, familyOf } from './default-column.ts';
import { UnwritableDefault } from './unwritable-default.ts';
import { valueText } from './value-text.ts';

/**
 * Families whose members are always quoted, as drizzle-kit does, so that histories do not differ by a pair of quotes.
 */
const QUOTED: ReadonlySet<Family> = new Set(['timestamp', 'timestamptz', 'interval', 'json', 'jsonb', 'point', 'line']);

/**
 * An array as PostgreSQL's `array_in` reads it. `null` and `undefined` members are NULL; an array without any member,
 * of any number of dimensions, is empty. Throws an `UnwritableDefault`.
 */
export function arrayText(column: DefaultColumn, value: readonly unknown[]): string {
  if (value.flat(column.dimensions - 1).length === 0) return '{}';
  rectangular(value, column.dimensions);
  return nested(value, column, column.dimensions);
}

function nested(value: readonly unknown[], column: DefaultColumn, depth: number): string {
  const members = value.map((member) => {
    if (depth > 1 && Array.isArray(member)) return nested(member, column, depth - 1);
    return memberText(member, column);
  });
  return `{${members.join(delimiterOf(column))}}`;
}

function memberText(value: unknown, column: DefaultColumn): string {
  if (value === null || value === undefined) return 'NULL';
  const family = familyOf(column);
  const text = valueText(value, family, column.type);
  if (!QUOTED.has(family) && !needsQuotes(text, delimiterOf(column))) return text;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** PostgreSQL keeps blanks inside a member, and removes them around it. */
function needsQuotes(text: string, delimiter: string): boolean {
  return text === '' || /^null$|[{}"\\]|^\s|\s$/i.test(text) || text.includes(delimiter);
}

/** Returns the lengths of all dimensions. PostgreSQL has no arrays of arrays with different lengths. */
function rectangular(value: readonly unknown[], dimensions: number): readonly number[] {
  if (dimensions <= 1) return [value.length];
  const shapes = value.map((member) => {
    if (!Array.isArray(member))
      throw new UnwritableDefault(`an array of ${dimensions} dimensions has a member that is not an array`);
    return rectangular(member, dimensions - 1);
  });
  const [first = []] = shapes;
  if (shapes.some((shape) => shape.join() !== first.join())) {
    throw new UnwritableDefault('the members of an array of several dimensions are not of the same length');
  }
  return [value.length, ...first];
}
