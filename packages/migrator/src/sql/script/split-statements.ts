import type { SourceFile } from '../source-place.ts';
import { scanScript } from './scan-script.ts';
import type { Statement } from './statement.ts';

/**
 * The statements of an SQL text without BOM, in order; empty ones are left out. Throws an `SqlTextError` with line and
 * column where the text cannot be split: an open quote, comment or parenthesis, `COPY … FROM STDIN`, a psql command, a
 * NUL character.
 */
export function splitStatements(text: string, source: SourceFile): readonly Statement[] {
  return scanScript(text, source, 0).flatMap((part) => (part.kind === 'statement' ? [part.statement] : []));
}
