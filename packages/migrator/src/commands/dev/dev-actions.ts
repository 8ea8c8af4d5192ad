import { CannotConnectError } from '../../errors/database/cannot-connect-error.ts';
import { applyChanges } from './apply-changes.ts';
import { type CommitOptions, commitDrafts } from './commit/commit.ts';
import { finishCommit } from './commit/unfinished-commit.ts';
import type {
  DevCommitResult,
  DevDiscardResult,
  DevOnceResult,
  DevOptions,
  DevStatusResult,
  DevWatchResult,
} from './dev-options.ts';
import { type DevBench, type DevSession, devSession } from './dev-session.ts';
import { discardDrafts } from './discard.ts';
import { summarizeDraft } from './drafts/draft-summary.ts';
import { knownDrafts } from './drafts/known-drafts.ts';
import { readDrafts } from './drafts/stored-draft.ts';
import { watchChanges } from './watch.ts';

type Remote = Pick<DevOptions, 'allowRemote'>;

/**
 * The actions of `migrate dev`. All throw a `NotADevelopmentDatabaseError`, `DevRunningError`,
 * `DraftsElsewhereError`, and what generating, proving and running throw.
 */
export const devActions = {
  /** Applies the current difference. */
  async once(bench: DevBench, options: Omit<DevOptions, 'poll'>): Promise<DevOnceResult> {
    const { session, of } = await opened(bench, options);
    return { action: 'once', ...of, ...(await alone(session, () => applyChanges(session, options))) };
  },

  /** Applies every save until it is stopped. */
  async watch(bench: DevBench, options: Pick<DevOptions, 'slice' | 'poll' | 'allowRemote'>): Promise<DevWatchResult> {
    const { session, of } = await opened(bench, options);
    await alone(session, async () => undefined);
    const saves = await watchChanges(session, options);
    return { action: 'watch', ...of, saves, drafts: await lastDrafts(session) };
  },

  async status(bench: DevBench, options: Remote): Promise<DevStatusResult> {
    const { session, of } = await opened(bench, options);
    const watcher = session.tools.watcher() ?? null;
    return { action: 'status', ...of, watcher, drafts: await draftsOf(session) };
  },

  /** Reverts all drafts. */
  async discard(bench: DevBench, options: Remote): Promise<DevDiscardResult> {
    const { session, of } = await opened(bench, options);
    return { action: 'discard', ...of, discarded: await alone(session, () => discardDrafts(session)) };
  },

  /** Makes revisions of all drafts. */
  async commit(bench: DevBench, options: CommitOptions & Remote): Promise<DevCommitResult> {
    const { session, of } = await opened(bench, options);
    return { action: 'commit', ...of, ...(await alone(session, () => commitDrafts(session, options))) };
  },
};

async function opened(bench: DevBench, { allowRemote = false }: Remote) {
  const session = await devSession(bench, allowRemote);
  return { session, of: { database: session.database.target, branch: session.branch } };
}

/** Finishes a killed commit before `work`. */
async function alone<Result>(session: DevSession, work: () => Promise<Result>): Promise<Result> {
  return await session.tools.alone(async () => {
    await finishCommit(session);
    return await work();
  });
}

/** If the server has stopped meanwhile, the drafts in the folder: ending a watch is no error. */
async function lastDrafts(session: DevSession) {
  try {
    return await draftsOf(session);
  } catch (error) {
    if (!(error instanceof CannotConnectError)) throw error;
    return readDrafts(session.folder, session.bench.workspace.slices).map(summarizeDraft);
  }
}

async function draftsOf(session: DevSession) {
  return knownDrafts(session, await session.database.readState()).map(summarizeDraft);
}
