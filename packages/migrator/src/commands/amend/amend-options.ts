import type { DatabaseTarget } from '../../ports/database/database-target.ts';
import type { EnvironmentAnswer } from '../../ports/development/where-applied.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { RewrittenRevision } from '../shared/unpublished/rewritten-revision.ts';

export interface AmendOptions {
  /** Default: the only slice whose newest revision is not published. */
  readonly slice?: string | undefined;
  /** Default: the message that it has. */
  readonly message?: string | undefined;
  /** Values of `--rename`; what it renamed before is renamed again. */
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
  /** As it is now. */
  readonly revision: RewrittenRevision;
  /** False: the schema says nothing else than before, and nothing was done. */
  readonly changed: boolean;
  /** The file as it was called before, when the message is another one. */
  readonly replaced: string | null;
  /** It was reverted on the development database and applied again. */
  readonly appliedAgain: boolean;
  /** What the other environments of the configuration answered. */
  readonly environments: readonly EnvironmentAnswer[];
  /** What the commands of `revisions.postWrite` did to the new file. */
  readonly hooks: readonly HookRun[];
}
