/**
 * 64 bits that tell a text from another one by chance, not by intent. Loading `node:crypto` would take as long as
 * everything else that a kept answer needs.
 */
export function digestOf(text: string): string {
  const bytes = Buffer.from(text.padEnd(text.length + 4, '\0'), 'utf8');
  const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
  let [first, second] = [bytes.length, ~bytes.length];
  for (const word of words) {
    first = Math.imul(first ^ word, 0x9e3779b1);
    first ^= first >>> 15;
    second = Math.imul(second + word, 0x85ebca6b);
    second ^= second >>> 13;
  }
  return `${(first >>> 0).toString(16)}.${(second >>> 0).toString(16)}`;
}
