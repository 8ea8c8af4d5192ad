import { MergeConflictError, MergeDoesNotCommuteError } from '../../../../src/errors/merge/merge-errors.ts';
import type { SchemaDiffer } from '../../../../src/ports/schema-differ.ts';
import { type MergeWorkspace, mergeWorkspace } from '../merge-kit.ts';
import { branchOfEdits, type Files } from './branch-of-edits.ts';
import type { Edit } from './edits.ts';

/** What the tool said about two branches. */
export interface Verdict {
  readonly commutes: boolean;
  /** `fails`, `catalogs-differ`, `rows-differ`, `way-back`, `merge-conflict`; empty when they commute. */
  readonly problem: string;
  /** The error's text; empty when they commute. */
  readonly said: string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly workspace: MergeWorkspace;
  readonly heads: readonly [string, string];
  /** The merge that was written. */
  readonly merge: string | undefined;
}

/** Writes both branches with their base and merges them. Other errors than those of branches that do not join are thrown. */
export async function judge(
  differ: SchemaDiffer,
  base: Files,
  a: readonly Edit[],
  b: readonly Edit[],
): Promise<Judged> {
  const [ours, theirs] = [await branchOfEdits(differ, 'b', a), await branchOfEdits(differ, 'c', b)];
  const workspace = mergeWorkspace({ ...base, ...ours.files, ...theirs.files });
  const heads = [ours.head, theirs.head] as const;
  try {
    const { merge } = await workspace.merge({ revisions: heads });
    return { verdict: { commutes: true, problem: '', said: '' }, workspace, heads, merge: merge?.revision };
  } catch (error) {
    const isRefusal = error instanceof MergeDoesNotCommuteError || error instanceof MergeConflictError;
    if (!isRefusal) {
      await workspace.tools.close();
      throw error;
    }
    const problem = error instanceof MergeDoesNotCommuteError ? error.facts.problem : error.code;
    return { verdict: { commutes: false, problem, said: error.message }, workspace, heads, merge: undefined };
  }
}
