import { draftId } from '../../../revision/draft-id.ts';
import { withHeader } from '../../../revision/with-header.ts';
import { printSnapshot } from '../../../schema/entity/snapshot.ts';
import type { GeneratedRevision } from '../../revision/revision.ts';
import { draftFile, type StoredDraft } from './stored-draft.ts';

/** Generated revisions as drafts, with ids of drafts in their headers and in the links between them. */
export function asDrafts(generated: readonly GeneratedRevision[], folder: string): readonly StoredDraft[] {
  const ids = new Map(generated.map(({ file }) => [file.revision.id, draftId(file.revision.id)]));
  const now = (id: string): string => ids.get(id) ?? id;
  return generated.map(({ slice, file, entities }) => {
    const { revision } = file;
    const id = now(revision.id);
    const header = {
      ...revision,
      id,
      revises: revision.revises.map(now),
      dependsOn: revision.dependsOn.map(now),
      file: `${folder}/${draftFile(slice, id)}`,
    };
    const snapshot = printSnapshot({ slice: slice.label, revision: id, entities });
    return { slice, file: withHeader(file, header), snapshot };
  });
}
