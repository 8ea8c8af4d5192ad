/** Longest name in bytes. */
const LIMIT = 63;

/**
 * The name that PostgreSQL gives the sequence of a serial column (`makeObjectName` in its indexcmds.c): both parts, cut
 * to fit.
 */
export function sequenceName(table: string, column: string): string {
  let first = table;
  let second = column;
  const available = LIMIT - '_seq'.length - 1;
  while (bytes(first) + bytes(second) > available) {
    if (bytes(first) > bytes(second)) first = chop(first);
    else second = chop(second);
  }
  return `${first}_${second}_seq`;
}

function bytes(text: string): number {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

function chop(text: string): string {
  return [...text].slice(0, -1).join('');
}
