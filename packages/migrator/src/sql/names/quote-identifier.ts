/**
 * The one way to put a name into SQL: always quoted, `"` doubled. Throws `RangeError` on an empty name or one with NUL,
 * which PostgreSQL cannot store. Quote each part of a qualified name by itself.
 */
export function quoteIdentifier(name: string): string {
  if (name === '') throw new RangeError('a name in SQL cannot be empty');
  if (name.includes('\0')) throw new RangeError('a name in SQL cannot contain NUL');
  return `"${name.replaceAll('"', '""')}"`;
}
