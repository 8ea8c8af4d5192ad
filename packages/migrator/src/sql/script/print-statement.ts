import type { StatementText } from './statement.ts';

/** A statement as psql reads it: with its semicolon, and with the data of COPY and what ends them. */
export function printStatement({ sql, rows }: StatementText): string {
  const lines = [`${sql};`];
  if (rows === undefined) return lines.join('');
  for (const { text } of rows.pieces()) lines.push(text.endsWith('\n') ? text.slice(0, -1) : text);
  if (rows.kind === 'copy') lines.push('\\.');
  return lines.join('\n');
}
