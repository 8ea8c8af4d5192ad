import type { HookRun } from '../../../ports/workspace/post-write.ts';
import type { WrittenRevision } from '../../revision/revision.ts';
import type { DraftSummary } from '../drafts/draft-summary.ts';

export interface CommitResult {
  /**
   * False: the database differs from what the revisions build, so nothing was written, and the drafts are still there.
   */
  readonly committed: boolean;
  /**
   * In the order in which they are applied; empty if the drafts together changed nothing, or nothing was written.
   */
  readonly revisions: readonly WrittenRevision[];
  /** The drafts that they replace. */
  readonly drafts: readonly DraftSummary[];
  /** What the commands of `revisions.postWrite` did to the new files. */
  readonly hooks: readonly HookRun[];
  /** How the database differs from what the revisions build, for people. */
  readonly differences: readonly string[];
  /** What could not be compared, and why. */
  readonly notCompared: readonly string[];
  /** With `--rebuild`, if the database differed. */
  readonly rebuilt: RebuiltDatabase | null;
}

/** A database that was rebuilt from the revisions, with the rows of tables that are the same in both. */
export interface RebuiltDatabase {
  /** The new name of the old database, which keeps everything in it. */
  readonly kept: string;
  /** Tables whose rows were copied. */
  readonly copied: readonly string[];
  /** Tables with rows that differ between the two, or that refer to such a table. */
  readonly notCopied: readonly string[];
}
