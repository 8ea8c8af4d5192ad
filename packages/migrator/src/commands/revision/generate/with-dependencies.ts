import type { RevisionFile } from '../../../revision/revision-file.ts';
import { withHeader } from '../../../revision/with-header.ts';

/** A generated file whose header names more revisions that have to come first. */
export function withDependencies(file: RevisionFile, ids: readonly string[]): RevisionFile {
  if (ids.length === 0) return file;
  const revision = { ...file.revision, dependsOn: [...file.revision.dependsOn, ...ids] };
  return withHeader(file, revision);
}
