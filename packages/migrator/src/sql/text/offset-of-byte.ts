/** Where the byte of a text in UTF-8 is in UTF-16 units, as PostgreSQL's parser counts and JavaScript does. */
export function offsetOfByte(text: string, byte: number): number {
  let [bytes, at] = [0, 0];
  for (const character of text) {
    if (bytes >= byte) break;
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += character.length;
  }
  return at;
}
