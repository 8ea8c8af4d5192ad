import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { arrayText } from './array-text.ts';
import { type DefaultColumn, familyOf } from './default-column.ts';
import { UnwritableDefault } from './unwritable-default.ts';
import { valueText } from './value-text.ts';

/**
 * The literal of a JavaScript value in a column, as Drizzle takes it or as its `toDriver` gave it: what the database
 * then stores is what JavaScript said. A value that PostgreSQL cannot hold (text with NUL, a ragged array, an invalid
 * date) is an `UnwritableDefault`.
 */
export function writeDefault(column: DefaultColumn, value: unknown): string {
  const family = familyOf(column);
  if (column.dimensions > 0) {
    if (value === null || value === undefined) return 'null';
    // A text in the place of an array is one that was written by hand, or by `toDriver`.
    return literal(Array.isArray(value) ? arrayText(column, value) : valueText(value, 'text', column.type));
  }
  const isJson = family === 'json' || family === 'jsonb';
  if (value === undefined || (value === null && !isJson)) return 'null';
  if (typeof value === 'boolean' && !isJson) return String(value);
  const text = valueText(value, family, column.type);
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || family === 'integer' || family === 'float';
  return isNumber && !isJson && isWritten(text, column) ? text : literal(text);
}

/** Digits are no literal of a text, and `NaN` is not a number of SQL. */
function isWritten(text: string, column: DefaultColumn): boolean {
  const family = familyOf(column);
  return (family === 'integer' || family === 'float') && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
}

/** Between quotes; what a text editor or git might change on its way (line ends above all) is escaped. */
function literal(text: string): string {
  if (text.includes('\0')) throw new UnwritableDefault('PostgreSQL cannot store NUL in a text');
  if (/\p{Surrogate}/u.test(text)) throw new UnwritableDefault('half a surrogate pair is not a character');
  if (!FRAGILE.test(text)) return quoteLiteral(text).trimStart();
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''");
  return `E'${escaped.replace(new RegExp(FRAGILE, 'gu'), escapeCharacter)}'`;
}

const FRAGILE = /[\p{Cc}\u2028\u2029\ufeff]/u;

function escapeCharacter(character: string): string {
  const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return known ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
