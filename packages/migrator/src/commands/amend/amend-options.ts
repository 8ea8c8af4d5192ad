import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { EnvironmentAnswer } from '../../ports/development/where-applied.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { RewrittenRevision } from '../shared/unpublished/rewritten-revision.ts';

export interface AmendOptions {
  /** Default: the only slice whose newest revision is not published. */
  readonly slice?: string | undefined;
  /** Default: its current message. */
  readonly message?: string | undefined;
  /** Values of `--rename`, in addition to the renames that it already has. */
  readonly renames?: readonly string[] | undefined;
  /** Values of `--new`. */
  readonly created?: readonly string[] | undefined;
  readonly casts?: readonly string[] | undefined;
  readonly castsBack?: readonly string[] | undefined;
  /** The development database may be on another machine. */
  readonly allowRemote?: boolean | undefined;
}

export interface AmendResult {
  readonly database: DatabaseTarget;
  /** The new revision. */
  readonly revision: RewrittenRevision;
  /** False: the schema has not changed, and nothing was done. */
  readonly changed: boolean;
  /** The old name of the file, if the message changed. */
  readonly replaced: string | null;
  /** Whether it was reverted on the development database and applied again. */
  readonly appliedAgain: boolean;
  /** The answers of the other environments of the configuration. */
  readonly environments: readonly EnvironmentAnswer[];
  /** What the commands of `revisions.postWrite` did to the new file. */
  readonly hooks: readonly HookRun[];
}
