import type { RevisionFile } from './revision-file.ts';
import type { SourceFile } from './source-place.ts';

/** A whole revision file; its kind comes from the extension of `source.file`. Throws a `RevisionFileError`. */
export function parseRevisionFile(_text: string, source: SourceFile): RevisionFile {
  throw new Error(`not implemented: ${source.file}`);
}
