import { StatementFailedError } from '../../errors/run/statement-errors.ts';
import { planUpgrade } from '../../plan/plan-upgrade.ts';
import { askedRevisions } from '../revision/revision.ts';
import { confirmLoss } from '../shared/consent/confirm-loss.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type MigrateBench, type MigrateResult, runPlan } from '../shared/migrate.ts';
import { plannableHeads } from '../shared/plan-from-state.ts';
import { draftsLose } from '../shared/unpublished/drafts-lose.ts';
import type { DevCycle, DevOptions } from './dev-options.ts';
import { type DevSession, requireBranch } from './dev-session.ts';
import { asDrafts } from './drafts/as-drafts.ts';
import { summarizeDraft } from './drafts/draft-summary.ts';
import { followedSlices } from './drafts/followed-slices.ts';
import { knownDrafts } from './drafts/known-drafts.ts';
import { mergeDrafts } from './drafts/merge-drafts.ts';
import { removeDrafts, type StoredDraft, writeDraft } from './drafts/stored-draft.ts';
import { withDrafts } from './drafts/with-drafts.ts';

/**
 * Brings the development database to what the schemas declare now: applies pending revisions, then the difference
 * between the existing drafts and the schemas, as new drafts. Rows stay; a change that would lose some asks first.
 * Throws what `revision` and `upgrade` throw, `ConfirmationRequiredError` and `NotConfirmedError`; the database then
 * has everything up to the last draft that succeeded.
 */
export async function applyChanges(session: DevSession, options: DevOptions): Promise<DevCycle> {
  const { bench, database, folder } = session;
  const began = bench.ambient.now().getTime();
  await requireBranch(session);
  const drafts = [...knownDrafts(session, await database.readState())];
  const { revisions: upgraded } = await upgradeAll(withDrafts(bench, drafts));
  const joined = mergeDrafts(withDrafts(bench, drafts), folder.path);
  drafts.push(...joined);
  const now = withDrafts(bench, drafts);
  const label = knownSlice(bench.workspace, options.slice);
  const slices = followedSlices(now.graph(), bench.workspace.slices, label);
  const { renames = [], created = [], casts = [], castsBack = [] } = options;
  const asked = {
    message: 'draft',
    slices,
    isAlone: slices.length === 1 && label !== undefined,
    unproven: UNPROVEN,
    notes: [],
  };
  const generated = await askedRevisions(now, { ...asked, renames, created, casts, castsBack });
  const losing = generated.map(({ upgrade, change }) => ({ lossy: upgrade.lossy, change }));
  const losses = (await draftsLose(losing, bench.tablesWithRows)).map((each) => `loses ${each}`);
  if (losses.length > 0)
    await confirmLoss(bench, {
      doing: 'Apply this to the database',
      losses,
      declined: { asked: 'draft' },
      everywhere: true,
    });
  const fresh = [...joined, ...asDrafts(generated, folder.path)];
  if (fresh.length > 0) await apply(session, [...drafts.filter((each) => !joined.includes(each))], fresh);
  const durationMs = bench.ambient.now().getTime() - began;
  return { upgraded, drafts: fresh.filter(hasStatements).map(summarizeDraft), durationMs };
}

const UNPROVEN = 'a draft of migrate dev';

/** A draft that fails is removed: it left nothing in the database. */
async function apply(session: DevSession, known: readonly StoredDraft[], fresh: readonly StoredDraft[]): Promise<void> {
  const { bench, database, folder } = session;
  for (const draft of fresh) writeDraft(folder, draft);
  try {
    await upgradeAll(withDrafts(bench, [...known, ...fresh]));
  } catch (error) {
    const state = await database.readState().catch(() => undefined);
    const there = new Set([...(state?.applied ?? []), ...(state?.halfRuns ?? [])].map(({ revision }) => revision));
    // If the state cannot be read now, the next run removes what was not applied.
    if (state !== undefined) {
      removeDrafts(
        folder,
        fresh.filter(({ file }) => !there.has(file.revision.id)),
      );
    }
    throw error instanceof StatementFailedError ? new StatementFailedError({ ...error.facts, isDraft: true }) : error;
  }
}

async function upgradeAll(bench: MigrateBench): Promise<MigrateResult> {
  return await runPlan(bench, 'upgrade', (state) => {
    const graph = bench.graph();
    return planUpgrade(graph, plannableHeads(graph, state), 'heads');
  });
}

function hasStatements({ file }: StoredDraft): boolean {
  return (file.upgrade?.statements.length ?? 0) > 0;
}
