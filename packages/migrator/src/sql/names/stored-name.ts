import { unicodeValue } from '../tokens/string-value.ts';
import { cutName, MAX_NAME_BYTES } from './cut-name.ts';

/** A name as PostgreSQL stores it, from its token: `foldedName`, and what is longer than 63 bytes is cut. */
export function storedName(token: string): string {
  if (token.length <= MAX_NAME_BYTES && USUAL.test(token)) return token;
  return cutName(foldedName(token));
}

/**
 * A name from its token, in its whole length: unquoted ones fold ASCII capitals to lower case, `""` in quoted ones is
 * one quote, escapes of `U&"…"` are decoded (with the default escape character only).
 */
export function foldedName(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"');
  if (UNICODE_NAME.test(token)) return unicodeValue(token.slice(3, -1).replaceAll('""', '"'));
  return token.replace(CAPITALS, (capitals) => capitals.toLowerCase());
}

/** What nearly every name is: there is nothing to fold. */
const USUAL = /^[a-z_][a-z0-9_$]*$/;
const UNICODE_NAME = /^u&"/i;
const CAPITALS = /[A-Z]+/g;
