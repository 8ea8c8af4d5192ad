/** The longest name that PostgreSQL keeps, in bytes: NAMEDATALEN - 1. */
const LONGEST = 63;

/**
 * A name as the database has it: PostgreSQL cuts a longer one at a whole character, and reports that in a notice only.
 */
export function databaseName(name: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > LONGEST) return kept;
    kept += character;
  }
  return name;
}
