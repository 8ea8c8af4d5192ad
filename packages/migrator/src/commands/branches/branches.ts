import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { type Authored, authorsOf } from '../shared/heads/authors.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface BranchesOptions {
  readonly slice?: string | undefined;
  /** Ask git for the author of each child. */
  readonly authors?: boolean;
}

/** One way on from a branch point. */
export interface Branch extends RevisionSummary, Authored {
  /** Whether it is a head. */
  readonly head: boolean;
  /** The heads that it leads to, itself included. */
  readonly heads: readonly string[];
}

export interface BranchPoint extends RevisionSummary {
  readonly children: readonly Branch[];
  /** Whether all branches lead to the same head or heads, because they were merged. */
  readonly merged: boolean;
}

export interface BranchesResult {
  readonly branchPoints: readonly BranchPoint[];
}

/** Revisions with more than one child, of all slices or of one (that of the branch point or of a child). */
export async function branches(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'history'>,
  options: BranchesOptions = {},
): Promise<BranchesResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const points = graph.branchPoints
    .map((id) => ({ point: graph.require(id), children: graph.children(id).map((child) => graph.require(child)) }))
    .filter(({ point, children }) => slice === undefined || [point, ...children].some((one) => one.slice === slice));
  const files = options.authors === true ? points.flatMap(({ children }) => children.map(({ file }) => file)) : [];
  const authorOf = await authorsOf(bench, files);
  return {
    branchPoints: points.map(({ point, children }) => {
      const ways = children.map((child) => ({
        ...summarize(child),
        ...authorOf(child.file),
        head: graph.isHead(child.id),
        heads: headsAbove(graph, child.id),
      }));
      return {
        ...summarize(point),
        children: ways,
        merged: new Set(ways.map(({ heads }) => heads.join(' '))).size === 1,
      };
    }),
  };
}

function headsAbove(graph: RevisionGraph, id: string): readonly string[] {
  return graph.descendants([id], { dependencies: false }).filter((above) => graph.isHead(above));
}
