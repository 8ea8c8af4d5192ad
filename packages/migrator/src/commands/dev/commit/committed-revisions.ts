import { UnusedRenameError } from '../../../errors/schema/rename-errors.ts';
import { askedRevisions } from '../../revision/revision.ts';
import type { DevBench } from '../dev-session.ts';
import type { StoredDraft } from '../drafts/stored-draft.ts';
import { withDrafts } from '../drafts/with-drafts.ts';
import { draftRenames } from './draft-renames.ts';
import { namedAsDrafted } from './named-as-drafted.ts';

export interface CommitChange {
  readonly message: string;
  readonly casts: readonly string[];
  readonly castsBack: readonly string[];
  /** Lines of notes for the headers. */
  readonly notes: readonly string[];
}

/**
 * The proven revisions from what the existing revisions build to what the schemas declare, as `revision` would write
 * them. It asks nothing: what the drafts renamed is renamed, and everything else is new.
 */
export async function committedRevisions(given: DevBench, drafts: readonly StoredDraft[], change: CommitChange) {
  const differ = await namedAsDrafted(withDrafts(given, drafts));
  const bench: DevBench = {
    ...withDrafts(given, []),
    differ: async () => differ,
    questioner: { askRename: async () => undefined },
  };
  const { slices } = bench.workspace;
  let renames = draftRenames(bench, drafts);
  for (;;) {
    try {
      const asked = { ...change, slices, isAlone: false, areNamed: true, created: [], unproven: undefined };
      return await askedRevisions(bench, { ...asked, renames });
    } catch (error) {
      // Renamed by one draft and dropped or replaced by a later one: there is nothing left to rename.
      const unused = error instanceof UnusedRenameError ? error.facts.flag : undefined;
      if (unused === undefined || !renames.includes(unused)) throw error;
      renames = renames.filter((rename) => rename !== unused);
    }
  }
}
