import { applyChanges } from './apply-changes.ts';
import { type CommitOptions, commitDrafts } from './commit/commit.ts';
import { finishCommit } from './commit/unfinished-commit.ts';
import type { DevOptions, DevResult } from './dev-options.ts';
import { type DevBench, type DevSession, devSession } from './dev-session.ts';
import { discardDrafts } from './discard.ts';
import { summarizeDraft } from './drafts/draft-summary.ts';
import { knownDrafts } from './drafts/known-drafts.ts';
import { watchChanges } from './watch.ts';

/** `watch`: apply what is edited, until it is stopped or once. */
export const DEV_ACTIONS = ['watch', 'commit', 'discard', 'status'] as const;

export type DevAction = (typeof DEV_ACTIONS)[number];

/**
 * The loop of somebody who edits schemas: what is saved is applied to the database of development as drafts, which
 * become revisions, or are reverted. Throws a `NotADevelopmentDatabaseError`, `DevRunningError`,
 * `DraftsElsewhereError`, and what generating, proving and running throw.
 */
export async function dev(
  bench: DevBench,
  action: DevAction,
  options: DevOptions & CommitOptions = {},
): Promise<DevResult> {
  const session = await devSession(bench, options.allowRemote === true);
  const of = { database: session.database.target, branch: session.branch };
  const { tools } = session;
  switch (action) {
    case 'status':
      return { action, ...of, watcher: tools.watcher() ?? null, drafts: await draftsOf(session) };
    case 'discard':
      return { action, ...of, discarded: await alone(session, () => discardDrafts(session)) };
    case 'commit':
      return { action, ...of, ...(await alone(session, () => commitDrafts(session, options))) };
    case 'watch': {
      if (options.once === true) {
        return { action: 'once', ...of, ...(await alone(session, () => applyChanges(session, options))) };
      }
      await alone(session, async () => undefined);
      const saves = await watchChanges(session, options);
      return { action, ...of, saves, drafts: await draftsOf(session) };
    }
  }
}

/** What a commit left that was killed is finished first. */
async function alone<Result>(session: DevSession, work: () => Promise<Result>): Promise<Result> {
  return await session.tools.alone(async () => {
    await finishCommit(session);
    return await work();
  });
}

async function draftsOf(session: DevSession) {
  return knownDrafts(session, await session.database.readState()).map(summarizeDraft);
}
