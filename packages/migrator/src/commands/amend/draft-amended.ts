import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { answeredNew } from '../../schema/rename/answered-new.ts';
import { parseRenameFlag } from '../../schema/rename/rename-flag.ts';
import { recordedRevision, revisionAgain } from '../revision/revision.ts';
import { sliceState } from '../shared/schema/slice-state.ts';
import { draftsLose } from '../shared/unpublished/drafts-lose.ts';
import { handEdits } from '../shared/unpublished/hand-edits.ts';
import { lostRows } from '../shared/unpublished/lost-rows.ts';
import type { Newest } from '../shared/unpublished/newest-of-slices.ts';
import { inItsPlace, type Rewritten } from '../shared/unpublished/rewritten-revision.ts';
import type { UnpublishedBench } from '../shared/unpublished/unpublished-bench.ts';
import { withoutRevisions } from '../shared/unpublished/without-revisions.ts';
import type { AmendOptions } from './amend-options.ts';

export interface Amended extends Rewritten {
  /** What was written by hand in the current file. */
  readonly edits: readonly string[];
  /** What reverting the current file and applying the new one loses on the chosen database. */
  lostRows(): Promise<readonly string[]>;
}

/** Throws a `RewriteRefusedError` if the schema needs no revision, or more than one. */
export async function draftAmended(
  bench: UnpublishedBench,
  { slice, revision }: Newest,
  file: RevisionFile,
  options: AmendOptions,
): Promise<Amended> {
  const { message = revision.message, renames = [], created = [], casts = [], castsBack = [] } = options;
  const below = withoutRevisions(bench, [revision.id]);
  const again = { slice, revision, message, renames, created, casts, castsBack, dependsOn: [] };
  const before = sliceState(below.graph(), slice, revision.revises, bench.files);
  const after = sliceState(bench.graph(), slice, [revision.id], bench.files);
  const { edits, dependsOn } = await handEdits(file, () => recordedRevision(below, again, after));
  const place = { ...placeOf(revision), command: 'amend' as const };
  const answers = answeredNew(before, after, (revision.renames ?? []).map(parseRenameFlag));
  const drafts = await revisionAgain(below, { ...again, dependsOn, answers }).catch((error: unknown) => {
    const isSeveral = error instanceof UsageError && error.facts.problem === 'several-revisions-needed';
    throw isSeveral ? new RewriteRefusedError({ ...place, problem: 'several-needed' }) : error;
  });
  const [draft, more] = drafts;
  if (draft === undefined) throw new RewriteRefusedError({ ...place, problem: 'nothing-left' });
  if (more !== undefined) throw new RewriteRefusedError({ ...place, problem: 'several-needed' });
  const { entities, upgrade, downgrade, notes, change } = draft;
  // What the old revision has lost cannot be lost again.
  const lost = new Set(file.upgrade?.lossy?.split('; '));
  const lossy = upgrade.lossy.filter((each) => !lost.has(each.replace(/\s+/g, ' ')));
  return {
    ...{ entities, upgrade, downgrade, notes, edits },
    file: inItsPlace(bench, draft.file, revision),
    lostRows: async () => {
      const { tablesWithRows } = bench;
      const reverted = await lostRows(file, { before, after }, edits.length > 0, tablesWithRows);
      // What the old revision renamed now has its new name, which the revision before it does not know.
      const isRenamed = (revision.renames ?? []).length > 0;
      const applied = isRenamed ? lossy : await draftsLose([{ lossy, change }], tablesWithRows);
      return [...reverted, ...applied.map((each) => `applying it loses ${each}`)];
    },
  };
}
