import { parseSync } from 'libpg-query';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where PostgreSQL's own parser sees the statements of a text, in UTF-16 units; comments around them belong to a span. */
export function pgStatementSpans(text: string): readonly Span[] {
  // The wrapper refuses an empty text.
  if (text.trim() === '') return [];
  const bytes = Buffer.from(text);
  const unit = (byte: number): number => bytes.subarray(0, byte).toString().length;
  const result: { stmts?: { stmt_location?: number; stmt_len?: number }[] } = parseSync(text);
  return (result.stmts ?? []).map(({ stmt_location: start = 0, stmt_len: length = 0 }) => {
    return { start: unit(start), end: length === 0 ? text.length : unit(start + length) };
  });
}

/** Whether a text has blanks and comments only, by PostgreSQL's parser. */
export function isBlank(text: string): boolean {
  return pgStatementSpans(text).length === 0;
}
