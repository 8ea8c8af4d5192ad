/**
 * The one way to put a text into SQL. Right whatever `standard_conforming_strings` says: a text with a backslash
 * becomes an `E''` literal, with a blank before it so that no word in front of it can swallow the `E`. Throws
 * `RangeError` on NUL, which PostgreSQL cannot store.
 */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) throw new RangeError('a text in SQL cannot contain NUL');
  const doubled = text.replaceAll("'", "''");
  return text.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
