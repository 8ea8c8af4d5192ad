import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';
import type { CommitResult } from './commit/commit-result.ts';
import type { DraftSummary } from './drafts/draft-summary.ts';

export interface DevOptions {
  /** This slice and those that depend on it; default: all. */
  readonly slice?: string | undefined;
  /** Check files every half second instead of relying on the system's reports of changes. */
  readonly poll?: boolean | undefined;
  /** Values of `--rename`, `--new`, `--cast` and `--cast-back`. */
  readonly renames?: readonly string[] | undefined;
  readonly created?: readonly string[] | undefined;
  readonly casts?: readonly string[] | undefined;
  readonly castsBack?: readonly string[] | undefined;
  /** The development database may be on another machine. */
  readonly allowRemote?: boolean | undefined;
}

/** The effect of one save. */
export interface DevCycle {
  /** Revisions that were pending, and are applied now. */
  readonly upgraded: readonly RevisionSummary[];
  /** The drafts that were applied; none when the database matched the schemas. */
  readonly drafts: readonly DraftSummary[];
  readonly durationMs: number;
}

interface OfDatabase {
  readonly database: DatabaseTarget;
  /** `null` when git has no branch checked out, and without a repository. */
  readonly branch: string | null;
}

/** The difference that was applied. */
export interface DevOnceResult extends OfDatabase, DevCycle {
  readonly action: 'once';
}

export interface DevWatchResult extends OfDatabase {
  readonly action: 'watch';
  /** How many saves changed the database. */
  readonly saves: number;
  /** All drafts of the database. */
  readonly drafts: readonly DraftSummary[];
}

export interface DevStatusResult extends OfDatabase {
  readonly action: 'status';
  /** Process id of the process that watches the workspace. */
  readonly watcher: number | null;
  /** The oldest first. */
  readonly drafts: readonly DraftSummary[];
}

export interface DevDiscardResult extends OfDatabase {
  readonly action: 'discard';
  readonly discarded: readonly DraftSummary[];
}

export interface DevCommitResult extends OfDatabase, CommitResult {
  readonly action: 'commit';
}

export type DevResult = DevOnceResult | DevWatchResult | DevStatusResult | DevDiscardResult | DevCommitResult;
