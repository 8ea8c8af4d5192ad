import { printHeader } from '../../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

/** The file with a header that says for what it stands, and where that is recorded. */
export function withAdopted(file: RevisionFile, adopted: string): RevisionFile {
  const header = printHeader(file.revision);
  const revision = { ...file.revision, adopted };
  return parseRevisionFile(printHeader(revision) + file.text.slice(header.length), revision);
}
