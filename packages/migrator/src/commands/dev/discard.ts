import { makePlan } from '../../plan/make-plan.ts';
import { isDraftId } from '../../revision/draft-id.ts';
import { parseSnapshot } from '../../schema/entity/snapshot.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { runPlan } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { sliceState } from '../shared/schema/slice-state.ts';
import { lostRows } from '../shared/unpublished/lost-rows.ts';
import type { DevSession } from './dev-session.ts';
import { type DraftSummary, summarizeDraft } from './drafts/draft-summary.ts';
import { knownDrafts } from './drafts/known-drafts.ts';
import { removeDrafts } from './drafts/stored-draft.ts';
import { withDrafts } from './drafts/with-drafts.ts';

/**
 * Reverts all drafts, so that only revisions are applied. It asks before it loses rows; your schema files
 * stay as they are. Throws what `downgrade` throws, `ConfirmationRequiredError` and `NotConfirmedError`.
 */
export async function discardDrafts(session: DevSession): Promise<readonly DraftSummary[]> {
  const { bench, database, folder } = session;
  const drafts = knownDrafts(session, await database.readState());
  if (drafts.length === 0) return [];
  const now = withDrafts(bench, drafts);
  const graph = now.graph();
  const losses: string[] = [];
  for (const { slice, file, snapshot } of drafts) {
    const before = sliceState(graph, slice, file.revision.revises, now.files);
    const after = parseSnapshot(snapshot, file.revision.file).entities;
    losses.push(...(await lostRows(file, { before, after }, false, bench.tablesWithRows)));
  }
  if (losses.length > 0)
    await confirmLoss(bench, { doing: 'Revert all drafts', losses, declined: { asked: 'discard' }, everywhere: true });
  await runPlan(now, 'downgrade', (state) => {
    const marks = new Uint8Array(graph.size);
    for (const { revision } of state.applied) if (isDraftId(revision)) marks[graph.node(revision)] = 1;
    return makePlan(graph, plannableHeads(graph, state), marks, 'downgrade');
  });
  removeDrafts(folder, drafts);
  return drafts.map(summarizeDraft);
}
