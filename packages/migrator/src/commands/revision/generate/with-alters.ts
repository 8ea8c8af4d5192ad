import type { RevisionFile } from '../../../revision/revision-file.ts';
import { withHeader } from '../../../revision/with-header.ts';
import type { BrokenOwnership } from '../../../sql-objects/ownership/placed-statement.ts';
import { effectText } from './effect-text.ts';

/**
 * A generated file whose header names the slices whose things it also changes: views that are dropped and created
 * again, columns of an enum that is rebuilt.
 */
export function withAlters(file: RevisionFile, broken: readonly BrokenOwnership[]): RevisionFile {
  if (broken.length === 0) return file;
  const slices = [...new Set(broken.map(({ owner }) => owner))].sort();
  const objects = [...new Set(broken.map(({ object }) => object.replaceAll('"', "'")))];
  const reason = `objects that depend on the change are changed, too: ${effectText(objects)}`;
  const revision = { ...file.revision, alters: { slices, reason } };
  return withHeader(file, revision);
}
