import type { RevisionFiles } from '../../ports/revision-files.ts';
import type { UnseededTable } from '../../ports.ts';
import type { RevisionContext } from '../revision/revision-context.ts';
import type { RevisionSummary } from '../revision-summary.ts';
import type { ProofContext } from '../validate.ts';

/** What joining branches needs. */
export interface MergeContext extends ProofContext, Pick<RevisionContext, 'ambient' | 'fileName'> {
  readonly files: RevisionFiles;
}

export interface MergeOptions {
  /** Slices (their heads) and symbols (`heads`, ids, `events@heads`); with none, the heads of `slice`. */
  readonly revisions?: readonly string[] | undefined;
  /** Default: `merge <a> and <b>`. */
  readonly message?: string | undefined;
  /** Whose folder gets the file; that of the first head when absent. */
  readonly slice?: string | undefined;
  readonly revisionId?: string | undefined;
  readonly branchLabels?: readonly string[] | undefined;
  /** Allow parents that have children already. */
  readonly splice?: boolean | undefined;
  /** A merge that is there already: it is proven, and its proof line replaced. Excludes all else. */
  readonly again?: string | undefined;
}

/** A merge that was written, and what was shown of it. */
export interface WrittenMerge extends RevisionSummary {
  /** The text of the `proof:` line. */
  readonly proof: string;
  /** The merge was there already, and only its proof is new. */
  readonly again: boolean;
  /** How many orders were run. */
  readonly orders: number;
  /** Whether taking the branches back was part of the proof; not where a marker says that there is no way back. */
  readonly wayBack: boolean;
  /** Columns whose values differ from run to run, such as `now()`: nothing is proven of them. */
  readonly volatile: readonly string[];
  readonly unseeded: readonly UnseededTable[];
  readonly durationMs: number;
  /** Path of the snapshot of the merged schema; `null` where the slice has none. */
  readonly snapshot: string | null;
  readonly text: string;
}

export interface MergeResult {
  /** What was asked to be joined. */
  readonly heads: readonly string[];
  /** `null` when there is only one head, so nothing to do. */
  readonly merge: WrittenMerge | null;
}
