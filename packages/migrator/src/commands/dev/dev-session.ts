import { createHash } from 'node:crypto';
import { DevBranchChangedError } from '../../errors/plan/dev-errors.ts';
import { GitFailedError } from '../../errors/workspace/git-errors.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { MigrationDatabase } from '../../ports/database/migration-database.ts';
import type { DevTools, DraftFolder } from '../../ports/development/dev-tools.ts';
import { developmentDatabase } from '../shared/unpublished/development-database.ts';
import type { UnpublishedBench } from '../shared/unpublished/unpublished-bench.ts';
import type { Workbench } from '../shared/workbench.ts';

export type DevBench = UnpublishedBench & Pick<Workbench, 'devTools' | 'proofs' | 'liveCatalog' | 'withRebuild'>;

/** Drafts belong to a git branch and a development database. */
export interface DevSession {
  readonly bench: DevBench;
  readonly tools: DevTools;
  readonly database: MigrationDatabase;
  /** `null` when git has no branch checked out, and without a repository. */
  readonly branch: string | null;
  /** The folder of its drafts. */
  readonly folder: DraftFolder;
}

/** Throws a `NotADevelopmentDatabaseError`. */
export async function devSession(given: DevBench, allowRemote: boolean): Promise<DevSession> {
  // A save is not a release: no backup, no hooks.
  const bench: DevBench = {
    ...given,
    precautions: async () => undefined,
    runner: { ...given.runner, watch: undefined, onEvent: sayingOnce(given.runner.onEvent) },
  };
  const database = await developmentDatabase(bench, allowRemote);
  const { identity } = await database.readIdentity();
  const branch = await branchOf(bench);
  const tools = await bench.devTools();
  // A clone has its own identity, and so its own folder of drafts.
  const folder = tools.folder(`${branchFolder(branch)}/${identity.slice(0, DIGITS)}`);
  return { bench, tools, database, branch, folder };
}

/** The database is printed once, not for every save. */
function sayingOnce(onEvent: RunnerListener): RunnerListener {
  let isSaid = false;
  return (event, statement) => {
    if (event.type === 'database' && isSaid) return;
    isSaid ||= event.type === 'database';
    onEvent(event, statement);
  };
}

/** Throws a `DevBranchChangedError` if another branch was checked out since the session began. */
export async function requireBranch({ bench, branch }: DevSession): Promise<void> {
  const now = await branchOf(bench);
  if (now !== branch) throw new DevBranchChangedError({ before: branch ?? NONE, now: now ?? NONE });
}

const NONE = '(no branch)';
const DIGITS = 10;
const MOST = 60;

/** A folder name for any branch name: its readable characters, and a hash of all of it. */
function branchFolder(branch: string | null): string {
  if (branch === null) return 'no-branch';
  const hash = createHash('sha256').update(branch.normalize('NFC'), 'utf8').digest('hex').slice(0, DIGITS);
  const readable = branch
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MOST);
  return readable === '' ? hash : `${readable}-${hash}`;
}

async function branchOf(bench: Pick<Workbench, 'branches'>): Promise<string | null> {
  try {
    return (await (await bench.branches()).current()) ?? null;
  } catch (error) {
    if (error instanceof GitFailedError) return null;
    throw error;
  }
}
