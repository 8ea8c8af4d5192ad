import type { Revision } from './revision.ts';
import type { SourceFile } from './source-place.ts';

/** The header of a revision file; `text` may go on after the header or end with it. Throws a `RevisionFileError`. */
export function parseHeader(_text: string, source: SourceFile): Revision {
  throw new Error(`not implemented: ${source.file}`);
}
