import { MergeDoesNotCommuteError } from '../../errors/merge/merge-errors.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { UsageError } from '../../errors/usage/usage-error.ts';
import { buildGraph } from '../../graph/build/build-graph.ts';
import { inspectGraph } from '../../graph/build/inspect-graph.ts';
import { mergeCandidates } from '../../graph/slices/merge-candidates.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { FileSide } from '../../ports/workspace/woven-files.ts';
import { findingOf } from '../shared/finding.ts';
import { knownSlice } from '../shared/known-slice.ts';
import type { Woven } from '../shared/workbench.ts';
import type { CheckedSlice, CheckMergeResult } from './check-merge-result.ts';
import { chooseHeads } from './choose-heads.ts';
import type { MergeBench } from './merge-options.ts';
import { mergeSchemas } from './merge-schemas.ts';
import { proveBranches } from './prove-branches.ts';

export interface CheckMergeOptions {
  readonly revisions?: readonly string[] | undefined;
  readonly slice?: string | undefined;
  /** A branch, tag or commit of git. */
  readonly base?: string | undefined;
}

/** What is checked: the workspace as it is, or as it would be after a merge of git. */
type Checked = Pick<MergeBench, 'workspace' | 'files' | 'proofs' | 'runner'> & {
  sideOf(file: string): FileSide;
  /** The branch of git that is woven in. */
  readonly after?: string;
};

/**
 * Checks whether revisions, or the heads of every slice, would join, and writes nothing. With a base, the files of that
 * branch of git are woven in first: the heads of the slices are then those of both branches. What prevents a merge is
 * in the result; what makes the check impossible is thrown, such as a missing git or server.
 */
export async function checkMerge(bench: MergeBench, options: CheckMergeOptions = {}): Promise<CheckMergeResult> {
  const { base, revisions = [] } = options;
  if (base === undefined) {
    knownSlice(bench.workspace, options.slice);
    const checked: Checked = { ...bench, sideOf: () => 'both' };
    return { base: null, ...(await checkAll(checked, bench.graph(), revisions, options.slice)) };
  }
  if (revisions.length > 0) {
    throw new UsageError({ problem: 'base-and-revisions', base });
  }
  return await bench.withWoven(base, async (woven) => await checkWoven(bench, woven, options.slice));
}

async function checkWoven(bench: MergeBench, woven: Woven, slice: string | undefined): Promise<CheckMergeResult> {
  const { ref, commit, parted, workspace, files, code } = woven;
  const faults = [...woven.conflicts, ...faultsOf(workspace)];
  if (faults.length > 0) {
    return { base: { ref, commit, parted }, slices: [], problems: faults.map(findingOf), joins: false };
  }
  knownSlice(workspace, slice);
  const proofs = async () => ({ ...(await bench.proofs()), workspace, ...code });
  const checked: Checked = {
    workspace,
    files,
    proofs,
    runner: bench.runner,
    sideOf: woven.sideOf,
    after: ref,
  };
  const graph = buildGraph(workspace.readHeaders());
  return { base: { ref, commit, parted }, ...(await checkAll(checked, graph, [], slice)) };
}

function faultsOf(workspace: Workspace): readonly MigratorError[] {
  const { revisions, problems } = workspace.inspect();
  return [...problems, ...inspectGraph(revisions)];
}

async function checkAll(
  checked: Checked,
  graph: RevisionGraph,
  symbols: readonly string[],
  slice: string | undefined,
): Promise<Omit<CheckMergeResult, 'base'>> {
  const named = symbols.length === 0 ? [] : [chooseHeads(graph, checked.workspace, symbols, slice)];
  const groups: readonly { readonly slice: string | null; readonly heads: readonly string[] }[] =
    symbols.length === 0
      ? mergeCandidates(graph).filter((it) => slice === undefined || it.slice === slice)
      : named.filter((heads) => heads.length > 1).map((heads) => ({ slice: sliceOf(graph, heads), heads }));
  const slices: CheckedSlice[] = [];
  for (const group of groups) slices.push(await checkHeads(checked, graph, group.slice, group.heads));
  return { slices, problems: [], joins: slices.every(({ joins }) => joins) };
}

function sliceOf(graph: RevisionGraph, heads: readonly string[]): string | null {
  const [slice, ...others] = new Set(heads.map((id) => graph.require(id).slice));
  return slice === undefined || others.length > 0 ? null : slice;
}

async function checkHeads(
  checked: Checked,
  graph: RevisionGraph,
  slice: string | null,
  ids: readonly string[],
): Promise<CheckedSlice> {
  const heads = ids.map((id) => {
    const { slice: own, file } = graph.require(id);
    return { revision: id, slice: own, file, side: checked.sideOf(file) };
  });
  try {
    const schemas = mergeSchemas(graph, checked.workspace.slices, ids, checked.files);
    const { orders, durationMs } = await proveBranches(checked, graph, ids, schemas);
    const repair = slice === null ? `migrate merge ${ids.join(' ')}` : `migrate merge ${slice}`;
    return { slice, heads, joins: true, orders, durationMs, problem: null, repair };
  } catch (error) {
    if (!(error instanceof MigratorError) || error.outcome !== 'found') throw error;
    const found = findingOf(error);
    // Revisions that only the other branch has can be named in a command once git has merged them.
    const repair =
      checked.after === undefined ? found.repair : `First: git merge ${checked.after}\n${found.repair ?? ''}`;
    const isCompared = error instanceof MergeDoesNotCommuteError;
    const { differences, comparison = null } = isCompared ? error.facts : { differences: [] };
    const problem = { ...found, repair, facts: error.facts, differences, comparison };
    return { slice, heads, joins: false, orders: 0, durationMs: 0, problem, repair: null };
  }
}
