/** A statement as its text ends before the semicolon and the white space around it. */
export function withoutSemicolon(sql: string): string {
  const text = sql.trimEnd();
  return text.endsWith(';') ? text.slice(0, -1).trimEnd() : text;
}
