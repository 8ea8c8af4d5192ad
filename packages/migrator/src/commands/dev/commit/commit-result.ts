import type { HookRun } from '../../../ports/workspace/post-write.ts';
import type { WrittenRevision } from '../../revision/revision.ts';
import type { DraftSummary } from '../drafts/draft-summary.ts';

export interface CommitResult {
  /**
   * False: the database is not what the revisions build, so that nothing was written and the drafts are still there.
   */
  readonly committed: boolean;
  /**
   * In the order in which they are applied; empty where the drafts together changed nothing, or nothing was written.
   */
  readonly revisions: readonly WrittenRevision[];
  /** The drafts that they replace. */
  readonly drafts: readonly DraftSummary[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
  /** How the database differs from what the revisions build, for people. */
  readonly differences: readonly string[];
  /** What nobody can say is as the revisions build it, and why. */
  readonly notCompared: readonly string[];
  /** With `--rebuild`, where the database differed. */
  readonly rebuilt: RebuiltDatabase | null;
}

/** A database that was built again from the revisions, with the rows of the tables that are the same in both. */
export interface RebuiltDatabase {
  /** What the database is called that was there before, with all that was in it. */
  readonly kept: string;
  /** Tables with their rows copied. */
  readonly copied: readonly string[];
  /** Tables that had rows and are not the same in both. */
  readonly notCopied: readonly string[];
}
