import { printHeader } from './header/print-header.ts';
import { parseRevisionFile } from './parse-revision-file.ts';
import type { Revision } from './revision.ts';
import type { RevisionFile } from './revision-file.ts';

/** A printed file with another header above the same sections. */
export function withHeader(file: RevisionFile, revision: Revision): RevisionFile {
  const header = printHeader(file.revision);
  return parseRevisionFile(printHeader(revision) + file.text.slice(header.length), revision);
}
