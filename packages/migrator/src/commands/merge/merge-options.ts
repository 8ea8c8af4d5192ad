import type { Approval } from '../../graph/slices/approvals.ts';
import type { UnseededTable } from '../../ports/proof/proof.ts';
import type { HookRun } from '../../ports/workspace/post-write.ts';
import type { GivenNotes } from '../shared/notes/fit-notes.ts';
import type { RevisionSummary } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

/** What joining branches needs. */
export type MergeBench = Pick<
  Workbench,
  'workspace' | 'graph' | 'files' | 'ambient' | 'settings' | 'runner' | 'proofs' | 'postWrite' | 'withWoven'
>;

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
  /**
   * For branches that do not commute: the heads, or symbols of them, in the order whose result is right. The merge gets
   * the statements that bring a database with another order to the schema of this one. With no `revisions` these are
   * the heads.
   */
  readonly order?: readonly string[] | undefined;
  /** Write the merge without a proof: a person then adds the statements that give every order the same result. */
  readonly byHand?: boolean | undefined;
  /** Notes for people in its header; the configuration may require some. */
  readonly notes?: GivenNotes | undefined;
  /** An existing merge: it is proven, and its proof line replaced. Excludes all other options. */
  readonly again?: string | undefined;
}

/** A merge that was written, and the result of its proof. */
export interface WrittenMerge extends RevisionSummary {
  /** The text of the `proof:` line; `null` if a person has to write the merge first. */
  readonly proof: string | null;
  /** The order that was chosen; `null` when none was, or none needed since the branches commute. */
  readonly order: readonly string[] | null;
  /** Statements of the merge's own upgrade. */
  readonly statements: number;
  /** Whether the merge existed, and only its proof is new. */
  readonly again: boolean;
  /** How many orders were run. */
  readonly orders: number;
  /** Whether reverting the branches was part of the proof; not if a marker says that it is irreversible. */
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
  /** The heads to join. */
  readonly heads: readonly string[];
  /** `null` if there is only one head, so there is nothing to do. */
  readonly merge: WrittenMerge | null;
  /** Of the owners of other slices whose branches it joins. */
  readonly approvals: readonly Approval[];
  /** What the commands of `revisions.postWrite` did to the new file. */
  readonly hooks: readonly HookRun[];
}
