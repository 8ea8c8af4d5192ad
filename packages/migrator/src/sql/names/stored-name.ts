/** PostgreSQL cuts names to NAMEDATALEN - 1 bytes, at a character's border. */
const MAX_NAME_BYTES = 63;

/**
 * A name as PostgreSQL stores it, from its token: unquoted ones fold ASCII capitals to lower case, `""` in quoted ones is one quote, escapes
 * of `U&"…"` are decoded (with the default escape character only), and what is longer than 63 bytes is cut.
 */
export function storedName(token: string): string {
  return cutToBytes(unquoted(token), MAX_NAME_BYTES);
}

function unquoted(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"');
  if (/^u&"/i.test(token)) {
    const escapes = /\\(?:\\|([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6}))/g;
    return token
      .slice(3, -1)
      .replaceAll('""', '"')
      .replace(escapes, (_whole, four?: string, six?: string) => {
        const digits = four ?? six;
        const code = digits === undefined ? 0x5c : Number.parseInt(digits, 16);
        return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
      });
  }
  return token.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

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
