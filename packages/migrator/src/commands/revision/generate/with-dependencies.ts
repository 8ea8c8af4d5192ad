import { printHeader } from '../../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

/** A generated file whose header names more revisions that have to come first. */
export function withDependencies(file: RevisionFile, ids: readonly string[]): RevisionFile {
  if (ids.length === 0) return file;
  const header = printHeader(file.revision);
  const revision = { ...file.revision, dependsOn: [...file.revision.dependsOn, ...ids] };
  return parseRevisionFile(printHeader(revision) + file.text.slice(header.length), revision);
}
