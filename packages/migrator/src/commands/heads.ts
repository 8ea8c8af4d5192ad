import { mergeCandidates } from '../graph/merge-candidates.ts';
import type { FilesContext } from './context.ts';
import { knownSlice } from './known-slice.ts';
import { type RevisionSummary, summarize } from './revision-summary.ts';

export interface HeadsOptions {
  readonly slice?: string | undefined;
  /** Leave out heads that another revision depends on: what a database that has everything stands at. */
  readonly resolveDependencies?: boolean;
}

export interface HeadsResult {
  readonly heads: readonly (RevisionSummary & {
    /** True when nothing depends on it, so that it stands in the database as a head. */
    readonly effective: boolean;
  })[];
  /** Slices with several ends, each with the command that joins them. */
  readonly merges: readonly { readonly slice: string; readonly heads: readonly string[]; readonly repair: string }[];
}

/** The heads of the files, of all slices or of one. */
export function heads({ workspace, graph: load }: FilesContext, options: HeadsOptions = {}): HeadsResult {
  const slice = knownSlice(workspace, options.slice);
  const graph = load();
  const effective = new Set(graph.effectiveHeads);
  const ids = slice === undefined ? graph.heads : graph.headsOfSlice(slice);
  const shown = options.resolveDependencies ? ids.filter((id) => effective.has(id)) : ids;
  return {
    heads: shown.map((id) => ({ ...summarize(graph.require(id)), effective: effective.has(id) })),
    merges: mergeCandidates(graph)
      .filter((candidate) => slice === undefined || candidate.slice === slice)
      .map((candidate) => ({ ...candidate, repair: `migrate merge ${candidate.slice}` })),
  };
}
