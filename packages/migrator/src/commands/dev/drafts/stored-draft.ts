import type { DraftFolder } from '../../../ports/development/dev-tools.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Slice } from '../../../revision/slice.ts';

/** A draft of `migrate dev`: a revision in a folder of its own, with the snapshot after it. */
export interface StoredDraft {
  readonly slice: Slice;
  readonly file: RevisionFile;
  /** Text of its snapshot. */
  readonly snapshot: string;
}

/** The drafts of these slices. A draft without a snapshot was never finished, and so never applied. */
export function readDrafts(folder: DraftFolder, slices: readonly Slice[]): readonly StoredDraft[] {
  const names = folder.list();
  return slices.flatMap((slice) =>
    names.flatMap((name): readonly StoredDraft[] => {
      if (!name.startsWith(`${slice.label}/`) || !name.endsWith('.sql')) return [];
      const [text, snapshot] = [folder.read(name), folder.read(snapshotName(name))];
      if (text === undefined || snapshot === undefined) return [];
      return [
        { slice, file: parseRevisionFile(text, { slice: slice.label, file: `${folder.path}/${name}` }), snapshot },
      ];
    }),
  );
}

/** Writes the snapshot first: a draft exists once its own file does. */
export function writeDraft(folder: DraftFolder, { slice, file, snapshot }: StoredDraft): void {
  const name = draftFile(slice, file.revision.id);
  folder.write(snapshotName(name), snapshot);
  folder.write(name, file.text);
}

export function removeDrafts(folder: DraftFolder, drafts: readonly StoredDraft[]): void {
  folder.remove(
    drafts.flatMap(({ slice, file }) => {
      const name = draftFile(slice, file.revision.id);
      return [name, snapshotName(name)];
    }),
  );
}

/** Relative to the folder of drafts. */
export function draftFile({ label }: Pick<Slice, 'label'>, id: string): string {
  return `${label}/${id}.sql`;
}

function snapshotName(name: string): string {
  return name.replace(/\.sql$/, '.json');
}
