import { isDraftId } from '../../../revision/draft-id.ts';
import { parseSnapshot } from '../../../schema/entity/snapshot.ts';
import { composedRenames } from '../../../schema/rename/composed-renames.ts';
import { parseRename, printRename } from '../../../schema/rename/rename-flag.ts';
import { sliceState } from '../../shared/schema/slice-state.ts';
import type { DevBench } from '../dev-session.ts';
import type { StoredDraft } from '../drafts/stored-draft.ts';
import { withDrafts } from '../drafts/with-drafts.ts';

/** What the drafts together rename in what the revisions build, as values of `--rename`. */
export function draftRenames(
  bench: Pick<DevBench, 'workspace' | 'graph' | 'files'>,
  drafts: readonly StoredDraft[],
): readonly string[] {
  const byId = new Map(drafts.map((draft) => [draft.file.revision.id, draft]));
  const [base, graph] = [withDrafts(bench, []).graph(), withDrafts(bench, drafts).graph()];
  const ordered = graph.ordered.flatMap(({ id }) => (isDraftId(id) ? (byId.get(id) ?? []) : []));
  const all = bench.workspace.slices.flatMap((slice) => {
    const own = ordered.filter((draft) => draft.slice.label === slice.label);
    if (own.length === 0) return [];
    const before = sliceState(base, slice, base.headsOfSlice(slice.label), bench.files);
    const steps = own.map(({ file, snapshot }) => ({
      renames: (file.revision.renames ?? []).map(parseRename),
      after: parseSnapshot(snapshot, file.revision.file).entities,
    }));
    return composedRenames(before, steps).map(printRename);
  });
  return [...new Set(all)];
}
