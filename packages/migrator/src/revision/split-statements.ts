import type { Statement } from './revision-file.ts';
import type { SourceFile } from './source-place.ts';

/** The statements of an SQL text, in order. Throws a `SqlTextError` with line and column where the text cannot be split. */
export function splitStatements(_text: string, source: SourceFile): readonly Statement[] {
  throw new Error(`not implemented: ${source.file}`);
}
