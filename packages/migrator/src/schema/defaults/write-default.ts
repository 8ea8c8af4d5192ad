import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { arrayText } from './array-text.ts';
import { type DefaultColumn, familyOf } from './default-column.ts';
import { UnwritableDefault } from './unwritable-default.ts';
import { valueText } from './value-text.ts';

/**
 * The literal for a JavaScript value in a column, as Drizzle accepts it or as its `toDriver` returned it, so that the
 * database stores the same value. Throws an `UnwritableDefault` for a value that PostgreSQL cannot store (text with
 * NUL, a ragged array, an invalid date).
 */
export function writeDefault(column: DefaultColumn, value: unknown): string {
  const family = familyOf(column);
  if (column.dimensions > 0) {
    if (value === null || value === undefined) return 'null';
    // A text in place of an array was written by hand, or by `toDriver`.
    return literal(Array.isArray(value) ? arrayText(column, value) : valueText(value, 'text', column.type));
  }
  const isJson = family === 'json' || family === 'jsonb';
  if (value === undefined || (value === null && !isJson)) return 'null';
  if (typeof value === 'boolean' && !isJson) return String(value);
  const text = valueText(value, family, column.type);
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || family === 'integer' || family === 'float';
  return isNumber && !isJson && isWritten(text, column) ? text : literal(text);
}

/** Digits are not a text literal, and `NaN` is not a number in SQL. */
function isWritten(text: string, column: DefaultColumn): boolean {
  const family = familyOf(column);
  return (family === 'integer' || family === 'float') && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
}

/** A quoted text; characters that an editor or git could change, such as line ends, are escaped. */
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
