import type { SourceFile } from '../sql/source-place.ts';
import { checksum } from './checksum.ts';
import { readHeader } from './header/header.ts';
import type { RevisionFile } from './revision-file.ts';
import { parseSections } from './sections/parse-sections.ts';
import { groupSections } from './sections/sections.ts';

/**
 * A whole revision file; its kind comes from the extension of `source.file`. Throws a `RevisionFileError` for the first
 * thing that is wrong: in the header, in the sections, or where the SQL cannot be split into statements.
 */
export function parseRevisionFile(fileText: string, source: SourceFile): RevisionFile {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const { revision, end, markers } = readHeader(text, source);
  const sum = checksum(text);
  if (revision.kind === 'ts') return { revision, checksum: sum, text, ...groupSections(markers, source) };
  const { upgrade, downgrade } = parseSections(text, source, end);
  // Written out: an object that others are spread into gets a shape of its own, which takes more memory than the rest.
  return { revision, checksum: sum, text, upgrade, downgrade };
}
