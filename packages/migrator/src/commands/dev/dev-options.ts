import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';
import type { CommitResult } from './commit/commit-result.ts';
import type { DraftSummary } from './drafts/draft-summary.ts';

export interface DevOptions {
  /** This slice and those that depend on it; default: all. */
  readonly slice?: string | undefined;
  /** Look at files every half second instead of being told of changes. */
  readonly poll?: boolean | undefined;
  /** Values of `--rename`, `--new`, `--cast` and `--cast-back`. */
  readonly renames?: readonly string[] | undefined;
  readonly created?: readonly string[] | undefined;
  readonly casts?: readonly string[] | undefined;
  readonly castsBack?: readonly string[] | undefined;
  /** The development database may be on another machine. */
  readonly allowRemote?: boolean | undefined;
}

/** What one save came to. */
export interface DevCycle {
  /** Revisions that were pending, and are applied now. */
  readonly upgraded: readonly RevisionSummary[];
  /** What was applied for it; none when the database was as the schemas say. */
  readonly drafts: readonly DraftSummary[];
  readonly durationMs: number;
}

interface OfDatabase {
  readonly database: DatabaseTarget;
  /** `null` between branches of git, and without a repository. */
  readonly branch: string | null;
}

/** What was different, and is applied now. */
export interface DevOnceResult extends OfDatabase, DevCycle {
  readonly action: 'once';
}

export interface DevWatchResult extends OfDatabase {
  readonly action: 'watch';
  /** How many of them changed the database. */
  readonly saves: number;
  /** All that it has. */
  readonly drafts: readonly DraftSummary[];
}

export interface DevStatusResult extends OfDatabase {
  readonly action: 'status';
  /** Of the process that watches the workspace. */
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
