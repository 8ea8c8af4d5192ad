import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { EnvironmentAnswer } from '../../ports/development/where-applied.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';
import type { RewrittenRevision } from '../shared/unpublished/rewritten-revision.ts';

export interface SquashOptions {
  /** `a..b`: the revisions above `a`, up to and including `b`. Default: all unpublished ones of the slice. */
  readonly range?: string | undefined;
  /** Default: the slice of the range, or the only slice with unpublished revisions. */
  readonly slice?: string | undefined;
  /** Default: the messages of the revisions, one after the other. */
  readonly message?: string | undefined;
  /** The development database may be on another machine. */
  readonly allowRemote?: boolean | undefined;
}

export interface SquashResult {
  readonly database: DatabaseTarget;
  /** The one revision, with the id of the newest. */
  readonly revision: RewrittenRevision;
  /** The revisions that it replaces, oldest first. */
  readonly squashed: readonly RevisionSummary[];
  /** Whether they were reverted on the development database, and the new one applied. */
  readonly appliedAgain: boolean;
  /** The answers of the other environments of the configuration. */
  readonly environments: readonly EnvironmentAnswer[];
  /** What the commands of `revisions.postWrite` did to the new file. */
  readonly hooks: readonly HookRun[];
}
