import { UsageError } from '../../../errors/usage/usage-error.ts';
import { writeRevisions } from '../../revision/revision.ts';
import { fitNotes, type GivenNotes } from '../../shared/notes/fit-notes.ts';
import { snapshotFile } from '../../shared/schema/slice-state.ts';
import { messageOfOneLine } from '../../shared/unpublished/message-of-one-line.ts';
import { applyChanges } from '../apply-changes.ts';
import type { DevSession } from '../dev-session.ts';
import { summarizeDraft } from '../drafts/draft-summary.ts';
import { knownDrafts } from '../drafts/known-drafts.ts';
import { withDrafts } from '../drafts/with-drafts.ts';
import type { CommitResult } from './commit-result.ts';
import { committedRevisions } from './committed-revisions.ts';
import { compareBuilt } from './compare-built.ts';
import { exchangeDrafts } from './exchange-drafts.ts';
import { rebuildDatabase } from './rebuild-database.ts';
import { beginCommit, endCommit } from './unfinished-commit.ts';

export interface CommitOptions {
  readonly message?: string | undefined;
  readonly casts?: readonly string[] | undefined;
  readonly castsBack?: readonly string[] | undefined;
  /** Notes for the headers of the revisions; the configuration may require some. */
  readonly notes?: GivenNotes | undefined;
  /** If the database differs, rebuild it and copy the rows of tables that are the same in both. */
  readonly rebuild?: boolean | undefined;
}

const NOTHING: CommitResult = {
  ...{ committed: true, revisions: [], drafts: [], hooks: [], differences: [], notCompared: [], rebuilt: null },
};

/**
 * Turns all drafts into revisions, generated from what the existing revisions build, and proven. Applies the current
 * difference first. If the database matches what the revisions build, only its ledger changes; otherwise nothing is
 * written, or with `rebuild` the database is rebuilt. Throws what `applyChanges` and `revision` throw.
 */
export async function commitDrafts(session: DevSession, options: CommitOptions): Promise<CommitResult> {
  const { bench, database } = session;
  const { message, casts = [], castsBack = [] } = options;
  if (message === undefined) throw new UsageError({ problem: 'message-not-one-line', command: 'dev commit' });
  messageOfOneLine('dev commit', message);
  const notes = fitNotes('dev commit', options.notes ?? {}, bench.settings);
  await applyChanges(session, {});
  const drafts = knownDrafts(session, await database.readState());
  if (drafts.length === 0) return NOTHING;
  const ids = drafts.map(({ file }) => file.revision.id);
  const summaries = drafts.map(summarizeDraft);
  const generated = await committedRevisions(bench, drafts, { message, casts, castsBack, notes });
  const compared = await compareBuilt(
    bench,
    generated.map(({ file }) => file),
  );
  const isOther = compared.differences.length + compared.notCompared.length > 0;
  if (isOther && options.rebuild !== true) {
    return { ...NOTHING, ...compared, committed: false, drafts: summaries };
  }
  const revisions = generated.map(({ file }) => file.revision.id);
  const files = generated.flatMap(({ slice, file }) => [snapshotFile(slice, file.revision.id), file.revision.file]);
  beginCommit(session, { ids: revisions, files, drafts: ids, rebuild: isOther });
  const written = await writeRevisions(withDrafts(bench, []), generated);
  const rebuilt = isOther ? await rebuildDatabase(bench) : null;
  if (rebuilt === null) await exchangeDrafts(session, ids, revisions);
  endCommit(session, ids);
  return { ...NOTHING, ...written, ...compared, drafts: summaries, rebuilt };
}
