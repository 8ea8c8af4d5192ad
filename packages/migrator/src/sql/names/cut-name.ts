/** PostgreSQL cuts names to NAMEDATALEN - 1 bytes, at a character's border. */
export const MAX_NAME_BYTES = 63;

/** A name as PostgreSQL keeps it: the longest beginning that has that many bytes, in whole characters. */
export function cutName(name: string, limit = MAX_NAME_BYTES): string {
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
