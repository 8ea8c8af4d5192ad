import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import type { Revision } from '../../revision/revision.ts';
import type { Slice } from '../../revision/slice.ts';
import type { Finding } from '../shared/finding.ts';

const ENDING = '.json';

/**
 * Snapshots of revisions that the slice does not have: usually the revision's file was deleted, and it may be applied
 * somewhere.
 */
export function snapshotOrphans(
  slices: readonly Slice[],
  revisions: readonly Revision[],
  files: RevisionFiles,
): readonly Finding[] {
  const sliceOf = new Map(revisions.map(({ id, slice }) => [id, slice]));
  return slices.flatMap(({ label, migrations }) => {
    const folder = `${migrations}/snapshots`;
    return files.list(folder, ENDING).flatMap((name) => {
      const id = name.slice(0, -ENDING.length);
      const owner = sliceOf.get(id);
      if (owner === label) return [];
      const file = `${folder}/${name}`;
      const [message, repair] =
        owner === undefined
          ? [
              `${file} is the snapshot of revision ${id}, of which there is no file.`,
              `Restore the revision's file from git (git log --diff-filter=D -- '${migrations}/*${id}*'), or remove the snapshot as well: rm ${file}`,
            ]
          : [`${file} is the snapshot of revision ${id}, which slice ${owner} has.`, `rm ${file}`];
      return [{ code: 'snapshot-orphan', message, slice: label, file, repair }];
    });
  });
}
