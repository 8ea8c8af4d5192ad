import { placeOf } from '../../errors/files/revision-place.ts';
import { RewriteRefusedError } from '../../errors/plan/rewrite-refused-error.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { snapshotFile } from '../shared/schema/slice-state.ts';
import { appliedHere } from '../shared/unpublished/applied-here.ts';
import { developmentDatabase } from '../shared/unpublished/development-database.ts';
import { elsewhere } from '../shared/unpublished/elsewhere.ts';
import { messageOfOneLine } from '../shared/unpublished/message-of-one-line.ts';
import { type Newest, newestOfSlices } from '../shared/unpublished/newest-of-slices.ts';
import { publishedIn } from '../shared/unpublished/published-in.ts';
import { replaceRevisions } from '../shared/unpublished/replace-revisions.ts';
import { requireRewritable } from '../shared/unpublished/require-rewritable.ts';
import { rewrittenRevision } from '../shared/unpublished/rewritten-revision.ts';
import type { UnpublishedBench } from '../shared/unpublished/unpublished-bench.ts';
import type { AmendOptions, AmendResult } from './amend-options.ts';
import { draftAmended } from './draft-amended.ts';

/**
 * Rewrites the newest revision of a slice from the current schema, under the same id: proves it, and if it is applied
 * on the development database, reverts it and applies it again. Refuses if anybody else can have it. Throws a
 * `RewriteRefusedError`, `NotADevelopmentDatabaseError`, `ConfirmationRequiredError`, and what generating, proving and
 * running throw; files change only after the new revision is proven and the old one reverted.
 */
export async function amend(bench: UnpublishedBench, options: AmendOptions = {}): Promise<AmendResult> {
  messageOfOneLine('amend', options.message);
  const newest = await amendable(bench, options.slice);
  const { slice, revision } = newest;
  const file = bench.workspace.readRevision(revision);
  const database = await developmentDatabase(bench, options.allowRemote === true);
  const isApplied = await appliedHere(bench, 'amend', [file]);
  const { environments, unsure } = await elsewhere(bench, 'amend', [revision]);

  const amended = await draftAmended(bench, newest, file, options);
  const edits = amended.edits.map((line) => `written by hand: ${line}`);
  const losses = [...edits, ...(isApplied ? await amended.lostRows() : []), ...unsure];
  const snapshot = snapshotFile(slice, revision.id);
  const result = {
    database: database.target,
    replaced: amended.file.revision.file === file.revision.file ? null : file.revision.file,
    environments,
  };
  if (amended.file.text === file.text) {
    const same = rewrittenRevision(snapshot, amended, file);
    return { ...result, revision: same, changed: false, appliedAgain: false, hooks: [] };
  }
  if (losses.length > 0) {
    await confirmLoss(bench, {
      doing: `Write revision ${revision.id} of ${slice.label} again`,
      losses,
      declined: { asked: 'amend' },
      everywhere: true,
    });
  }
  const replaced = await replaceRevisions(bench, { command: 'amend', slice, old: [file] }, amended, isApplied);
  return {
    ...result,
    revision: rewrittenRevision(snapshot, amended, replaced.written, replaced.findings),
    changed: true,
    appliedAgain: isApplied,
    hooks: replaced.hooks,
  };
}

/**
 * The newest revision of a slice, which must be generated, unpublished, and needed by no other revision. Throws a
 * `RewriteRefusedError`, `SliceRequiredError` or `UsageError`, or a `GitFailedError` where git cannot be asked.
 */
async function amendable(bench: UnpublishedBench, label: string | undefined): Promise<Newest> {
  const newest = await newestOfSlices(bench, 'amend', label);
  const { slice, revision } = newest;
  const ref = await publishedIn(bench, slice, revision);
  if (ref !== undefined) {
    throw new RewriteRefusedError({ ...placeOf(revision), command: 'amend', problem: 'published', ref });
  }
  requireRewritable(bench, 'amend', slice, revision);
  return newest;
}
