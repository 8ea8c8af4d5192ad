import { readLiteral } from '../../sql/names/read-literal.ts';
import { canonicalJson } from '../entity/canonical-json.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';
import { type DefaultColumn, delimiterOf, familyOf } from './default-column.ts';
import { type ArrayMember, readArray } from './read-array.ts';

/**
 * Whether two default expressions of a column are spellings of the same value: a history has the spelling of the tool
 * that wrote it (`'{"a b"}'` and `'{a b}'`, `5` and `'5'`). If one is not a literal, the texts must be equal.
 */
export function isSameDefault(column: DefaultColumn, a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [one, other] = [meaningOf(column, a), meaningOf(column, b)];
  return one !== undefined && one === other;
}

/** The same text for spellings of the same value; `undefined` for an expression. */
function meaningOf(column: DefaultColumn, sql: string): string | undefined {
  const text = literalText(sql.trim());
  if (text === undefined) return undefined;
  if (column.dimensions === 0) return valueMeaning(column, text);
  const members = readArray(text, delimiterOf(column));
  return members === undefined ? undefined : JSON.stringify(members.map((member) => memberMeaning(column, member)));
}

function literalText(sql: string): string | undefined {
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(sql)) return sql;
  if (/^true$/i.test(sql)) return 'true';
  if (/^false$/i.test(sql)) return 'false';
  return readLiteral(sql);
}

type Meaning = string | null | undefined | readonly Meaning[];

function memberMeaning(column: DefaultColumn, member: ArrayMember): Meaning {
  if (member === null) return null;
  return typeof member === 'string' ? valueMeaning(column, member) : member.map((each) => memberMeaning(column, each));
}

function valueMeaning(column: DefaultColumn, text: string): string | undefined {
  switch (familyOf(column)) {
    case 'json':
    case 'jsonb':
      return jsonMeaning(text);
    case 'boolean':
      return { t: 'true', f: 'false' }[text] ?? text;
    default:
      return text;
  }
}

function jsonMeaning(text: string): string | undefined {
  // JavaScript could not tell apart numbers that are too large for it.
  if (/\d{16}/.test(text)) return text;
  try {
    const value: CatalogValue = JSON.parse(text);
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}
