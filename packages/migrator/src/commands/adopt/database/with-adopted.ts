import { printHeader } from '../../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

/** The file with a header that names the migrations it was made from, and the ledger that records them. */
export function withAdopted(file: RevisionFile, adopted: string): RevisionFile {
  const header = printHeader(file.revision);
  const revision = { ...file.revision, adopted };
  return parseRevisionFile(printHeader(revision) + file.text.slice(header.length), revision);
}
