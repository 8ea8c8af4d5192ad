import { unicodeValue } from '../tokens/string-value.ts';

/** PostgreSQL cuts names to NAMEDATALEN - 1 bytes, at a character's border. */
const MAX_NAME_BYTES = 63;

/** A name as PostgreSQL stores it, from its token: `foldedName`, and what is longer than 63 bytes is cut. */
export function storedName(token: string): string {
  if (token.length <= MAX_NAME_BYTES && USUAL.test(token)) return token;
  return cutToBytes(foldedName(token), MAX_NAME_BYTES);
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

function cutToBytes(name: string, limit: number): string {
  // Three bytes a UTF-16 unit are the most there can be.
  if (name.length * 3 <= limit) return name;
  let bytes = 0;
  let cut = '';
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) break;
    cut += character;
  }
  return cut;
}
