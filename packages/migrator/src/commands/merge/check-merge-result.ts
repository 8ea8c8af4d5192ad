import type { MergeComparison } from '../../errors/merge/merge-comparison.ts';
import type { FileSide } from '../../ports/workspace/woven-files.ts';
import type { Finding } from '../shared/finding.ts';

/** Why heads do not join. */
export interface JoinProblem extends Finding {
  readonly facts: object;
  /** Where the results of the orders differ, as in the lines of the message. */
  readonly differences: readonly string[];
  /** The same in two columns; `null` if nothing can be compared. */
  readonly comparison: MergeComparison | null;
}

/** Heads that would have to be joined, and whether they can be. */
export interface CheckedSlice {
  /** `null` for revisions of several slices that were named. */
  readonly slice: string | null;
  readonly heads: readonly {
    readonly revision: string;
    readonly slice: string;
    readonly file: string;
    /** With `--base`: on which side the file is; otherwise `both`. */
    readonly side: FileSide;
  }[];
  readonly joins: boolean;
  /** How many orders were run; 0 if the heads do not join. */
  readonly orders: number;
  readonly durationMs: number;
  /** Why they do not join, with the facts of the failure; `null` when they do. */
  readonly problem: JoinProblem | null;
  /** The command that joins them afterwards; `null` when they do not join. */
  readonly repair: string | null;
}

/** What `migrate merge --check` found. */
export interface CheckMergeResult {
  /** The branch of git that was woven in, its commit, and where it split from HEAD; `null` without `--base`. */
  readonly base: { readonly ref: string; readonly commit: string; readonly parted: string } | null;
  /** Slices with several heads, or the revisions that were named. */
  readonly slices: readonly CheckedSlice[];
  /** Problems that prevent any check: files that both sides changed, a graph with faults. */
  readonly problems: readonly Finding[];
  /** Whether there are no problems, and the heads of every checked slice join. */
  readonly joins: boolean;
}
