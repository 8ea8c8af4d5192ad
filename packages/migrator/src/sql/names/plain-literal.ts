/**
 * A text as drizzle-kit and people write it as a string: `'it''s'`. For SQL that runs take `quoteLiteral`, which minds
 * backslashes.
 */
export function plainLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
