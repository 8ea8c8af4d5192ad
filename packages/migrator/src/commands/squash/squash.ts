import { placeOf } from '../../errors/files/revision-place.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import type { Revision } from '../../revision/revision.ts';
import type { SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { parseRename } from '../../schema/rename/rename-flag.ts';
import { replayRenames } from '../../schema/rename/replay-renames.ts';
import { provenRecorded, recordedRevision } from '../revision/revision.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { summarize } from '../shared/revision-summary.ts';
import { sliceState, snapshotFile } from '../shared/schema/slice-state.ts';
import { appliedHere } from '../shared/unpublished/applied-here.ts';
import { developmentDatabase } from '../shared/unpublished/development-database.ts';
import { elsewhere } from '../shared/unpublished/elsewhere.ts';
import { handEdits } from '../shared/unpublished/hand-edits.ts';
import { lostRows } from '../shared/unpublished/lost-rows.ts';
import { messageOfOneLine } from '../shared/unpublished/message-of-one-line.ts';
import { replaceRevisions } from '../shared/unpublished/replace-revisions.ts';
import { inItsPlace, rewrittenRevision } from '../shared/unpublished/rewritten-revision.ts';
import type { UnpublishedBench } from '../shared/unpublished/unpublished-bench.ts';
import { withoutRevisions } from '../shared/unpublished/without-revisions.ts';
import { type Chosen, chosenRevisions } from './chosen-revisions.ts';
import type { SquashOptions, SquashResult } from './squash-options.ts';

const CHANGED_HERE = { renames: [], created: [], casts: [], castsBack: [], dependsOn: [] };

/**
 * Combines consecutive revisions of a slice into one with the id of the newest, generated from the snapshots before the
 * first and after the last one, and proven. If they are applied on the development database, reverts them there and
 * applies the new one. Refuses if anybody else can have them. Throws a `RewriteRefusedError`,
 * `NotADevelopmentDatabaseError`, `ConfirmationRequiredError`, and what generating, proving and running throw.
 */
export async function squash(bench: UnpublishedBench, options: SquashOptions = {}): Promise<SquashResult> {
  messageOfOneLine('squash', options.message);
  const chosen = await chosenRevisions(bench, options);
  const { slice, revisions } = chosen;
  const files = revisions.map((revision) => bench.workspace.readRevision(revision));
  const database = await developmentDatabase(bench, options.allowRemote === true);
  const isApplied = await appliedHere(bench, 'squash', files);
  const { environments, unsure } = await elsewhere(bench, 'squash', revisions);

  const losses: string[] = [];
  const given: string[] = [];
  for (const [at, revision] of revisions.entries()) {
    const file = files[at];
    if (file === undefined) continue;
    const above = revisions.slice(at).map(({ id }) => id);
    const below = withoutRevisions(bench, above);
    const between = {
      before: sliceState(below.graph(), slice, revision.revises, bench.files),
      after: sliceState(bench.graph(), slice, [revision.id], bench.files),
    };
    const again = { ...CHANGED_HERE, slice, revision, message: revision.message };
    const { edits, dependsOn } = await handEdits(file, () => recordedRevision(below, again, between.after));
    given.push(...dependsOn);
    losses.push(...edits.map((line) => `written by hand in ${revision.id}: ${line}`));
    if (isApplied) losses.push(...(await lostRows(file, between, edits.length > 0, bench.tablesWithRows)));
  }
  losses.push(...unsure);

  const draft = await draftOf(bench, chosen, [...new Set(given)], options.message);
  const newest = revisions.at(-1) ?? draft.file.revision;
  const file = inItsPlace(bench, draft.file, newest);
  if (losses.length > 0) {
    const doing = `Combine ${revisions.length} revisions of ${slice.label} into one`;
    const declined = { asked: 'squash', revisions: revisions.map(({ id }) => id) } as const;
    await confirmLoss(bench, { doing, losses, declined, everywhere: true });
  }
  const replaced = await replaceRevisions(
    bench,
    { command: 'squash', slice, old: files },
    { ...draft, file },
    isApplied,
  );
  return {
    database: database.target,
    revision: rewrittenRevision(snapshotFile(slice, newest.id), draft, replaced.written, replaced.findings),
    squashed: revisions.map(summarize),
    appliedAgain: isApplied,
    environments,
    hooks: replaced.hooks,
  };
}

async function draftOf(
  bench: UnpublishedBench,
  { slice, revisions }: Chosen,
  given: readonly string[],
  message: string | undefined,
) {
  const ids = revisions.map(({ id }) => id);
  const [oldest, newest] = [revisions[0], revisions.at(-1)];
  if (oldest === undefined || newest === undefined) throw new RangeError('nothing to squash');
  const below = withoutRevisions(bench, ids);
  const before = sliceState(below.graph(), slice, oldest.revises, bench.files);
  const after = sliceState(bench.graph(), slice, [newest.id], bench.files);
  const renames = renamesOf(revisions, before);
  const place = { ...placeOf(newest), command: 'squash' as const };
  if (renames === undefined) throw new RewriteRefusedError({ ...place, problem: 'renamed-twice' });
  const revision: Revision = {
    ...newest,
    revises: oldest.revises,
    labels: [...new Set(revisions.flatMap(({ labels }) => labels))],
    renames,
    notes: [...new Set(revisions.flatMap(({ notes = [] }) => notes))],
  };
  const joined = message ?? revisions.map((each) => each.message).join('; ');
  const dependsOn = given.filter((name) => !ids.includes(name));
  const again = { ...CHANGED_HERE, slice, revision, message: joined, dependsOn };
  const drafts = await recordedRevision(below, again, after).catch((error: unknown) => {
    if (error instanceof MigratorError) throw new RewriteRefusedError({ ...place, problem: 'several-needed' });
    throw error;
  });
  const [draft, more] = drafts;
  if (draft === undefined) throw new RewriteRefusedError({ ...place, problem: 'nothing-left' });
  if (more !== undefined) throw new RewriteRefusedError({ ...place, problem: 'several-needed' });
  await provenRecorded(bench, drafts, ids);
  return draft;
}

/** The renames of the revisions; `undefined` if more than one revision renames. */
function renamesOf(revisions: readonly Revision[], before: readonly SchemaEntity[]): readonly string[] | undefined {
  const renaming = revisions.filter(({ renames = [] }) => renames.length > 0);
  const [only, another] = renaming;
  if (another !== undefined) return undefined;
  const was = JSON.stringify(before);
  return (only?.renames ?? []).filter((text) => JSON.stringify(replayRenames(before, [parseRename(text)])) !== was);
}
