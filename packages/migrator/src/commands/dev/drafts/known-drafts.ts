import { DraftsElsewhereError } from '../../../errors/plan/dev-errors.ts';
import { isDraftId } from '../../../revision/draft-id.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { DevSession } from '../dev-session.ts';
import { readDrafts, removeDrafts, type StoredDraft, writeDraft } from './stored-draft.ts';
import { withDrafts } from './with-drafts.ts';

/**
 * The drafts that the database has. Drafts in the folder that were never applied are left over from a killed process,
 * and are removed. Missing ones, as after a branch and its database were cloned, are copied from another folder. Throws
 * a `DraftsElsewhereError` if no folder has them, or if they build on revisions that are not in this workspace.
 */
export function knownDrafts({ bench, tools, folder }: DevSession, state: DatabaseState): readonly StoredDraft[] {
  const { slices } = bench.workspace;
  const applied = appliedDrafts(state);
  const half = new Set([...state.halfRuns, ...(state.background ?? [])].map(({ revision }) => revision));
  const own = readDrafts(folder, slices);
  const isKept = ({ file }: StoredDraft): boolean => applied.includes(file.revision.id) || half.has(file.revision.id);
  const kept = own.filter(isKept);
  const lacking = new Set(applied.filter((id) => !kept.some(({ file }) => file.revision.id === id)));
  const found: StoredDraft[] = [];
  for (const name of lacking.size === 0 ? [] : tools.folders()) {
    for (const draft of readDrafts(tools.folder(name), slices)) {
      if (lacking.delete(draft.file.revision.id)) found.push(draft);
    }
  }
  const known = new Set([...bench.workspace.readHeaders().map(({ id }) => id), ...applied, ...half]);
  const lost = [...kept, ...found].filter(({ file }) => file.revision.revises.some((id) => !known.has(id)));
  const elsewhere = [...lacking, ...lost.map(({ file }) => file.revision.id)];
  if (elsewhere.length > 0) throw new DraftsElsewhereError({ drafts: elsewhere.sort() });
  removeDrafts(
    folder,
    own.filter((draft) => !isKept(draft)),
  );
  for (const draft of found) writeDraft(folder, draft);
  const taken = found.length === 0 ? [] : readDrafts(folder, slices).filter((each) => found.some(sameAs(each)));
  return inOrder(bench, [...kept, ...taken]);
}

/** Oldest first. */
function inOrder(bench: DevSession['bench'], drafts: readonly StoredDraft[]): readonly StoredDraft[] {
  const byId = new Map(drafts.map((draft) => [draft.file.revision.id, draft]));
  return withDrafts(bench, drafts)
    .graph()
    .ordered.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Ids of the drafts that a database has. */
export function appliedDrafts({ applied }: Pick<DatabaseState, 'applied'>): readonly string[] {
  return applied.map(({ revision }) => revision).filter(isDraftId);
}

function sameAs({ file }: StoredDraft): (other: StoredDraft) => boolean {
  return (other) => other.file.revision.id === file.revision.id;
}
