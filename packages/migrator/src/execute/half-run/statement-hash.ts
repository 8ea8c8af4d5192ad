import { createHash } from 'node:crypto';

/** A statement as it is remembered: line ends as LF, so that a checkout with CRLF is still the same statement. */
export function rememberedSql(sql: string): string {
  return sql.replaceAll('\r\n', '\n');
}

/**
 * SHA-256 (hex) of the remembered text, with `wholeText` that of its rows too; `settle-half-run` computes the same in
 * the database.
 */
export function statementHash(text: string): string {
  return createHash('sha256').update(rememberedSql(text), 'utf8').digest('hex');
}
