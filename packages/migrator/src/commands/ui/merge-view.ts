import { MigratorError } from '../../errors/migrator-error.ts';
import { mergeCandidates } from '../../graph/slices/merge-candidates.ts';
import { type CheckedSlice, type CheckMergeOptions, checkMerge, type MergeBench } from '../merge/merge.ts';
import { type Finding, findingOf } from '../shared/finding.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

/** One end of a slice, with what only its branch has. */
export interface BranchView {
  readonly head: RevisionSummary;
  /** Newest first; without what the other branches have, too. */
  readonly own: readonly RevisionSummary[];
}

/** Heads of a slice that one merge would join. */
export interface JoinView {
  readonly slice: string;
  readonly branches: readonly BranchView[];
  readonly command: string;
}

/** Slices with several heads; empty when nothing needs a merge. */
export function joinViews({ graph: load }: Pick<Workbench, 'graph'>): readonly JoinView[] {
  const graph = load();
  return mergeCandidates(graph).map(({ slice, heads }) => {
    const below = new Map(heads.map((head) => [head, graph.ancestors([head], { dependencies: false })]));
    return {
      slice,
      command: `migrate merge ${slice}`,
      branches: heads.map((head) => {
        const others = new Set(heads.filter((each) => each !== head).flatMap((each) => [...(below.get(each) ?? [])]));
        const own = [...(below.get(head) ?? [])].filter((id) => !others.has(id));
        const ids = new Set(own);
        return {
          head: summarize(graph.require(head)),
          own: graph.ordered
            .filter(({ id }) => ids.has(id))
            .map(summarize)
            .reverse(),
        };
      }),
    };
  });
}

/** The result of trying a merge on scratch databases, or why it could not be tried. */
export type JoinAnswer =
  | { readonly kind: 'tried'; readonly slices: readonly CheckedSlice[]; readonly problems: readonly Finding[] }
  | { readonly kind: 'failed'; readonly problem: Finding };

/** Runs the branches of a slice in every order on scratch databases. Writes nothing. */
export async function tryJoin(bench: MergeBench, slice: string): Promise<JoinAnswer> {
  const options: CheckMergeOptions = { slice };
  try {
    const { slices, problems } = await checkMerge(bench, options);
    return { kind: 'tried', slices, problems };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { kind: 'failed', problem: findingOf(error) };
  }
}
