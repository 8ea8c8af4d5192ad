import { type Authored, authorsOf } from '../shared/heads/authors.ts';
import { type SeveralHeads, severalHeads } from '../shared/heads/several-heads.ts';
import { knownSlice, onlySlice } from '../shared/known-slice.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface HeadsOptions {
  readonly slice?: string | undefined;
  /** Leave out heads that another revision depends on; the rest is where a database with everything is. */
  readonly resolveDependencies?: boolean;
  /** Ask git for the author of every head; otherwise only for those that need a merge. */
  readonly authors?: boolean;
}

export interface Head extends RevisionSummary, Authored {
  /** True when nothing depends on it, so that it is in the database as a head. */
  readonly effective: boolean;
}

export interface HeadsResult {
  readonly heads: readonly Head[];
  /** Slices with several heads, each with the command that joins them. Several slices with one head each are normal. */
  readonly merges: readonly SeveralHeads[];
}

/** The heads of the files, of all slices or of one. */
export async function heads(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'history'>,
  options: HeadsOptions = {},
): Promise<HeadsResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const graph = bench.graph();
  const effective = new Set(graph.effectiveHeads);
  const ids = slice === undefined ? graph.heads : graph.headsOfSlice(slice);
  const shown = (options.resolveDependencies ? ids.filter((id) => effective.has(id)) : ids).map((id) =>
    graph.require(id),
  );
  const merges = await severalHeads(bench, graph, onlySlice(slice));
  const known = new Map(merges.flatMap((merge) => merge.revisions.map((head) => [head.file, head] as const)));
  const ask = options.authors === true ? shown.map(({ file }) => file).filter((file) => !known.has(file)) : [];
  const authorOf = await authorsOf(bench, ask);
  return {
    heads: shown.map((revision) => {
      const { author, authoredAt } = known.get(revision.file) ?? authorOf(revision.file);
      return { ...summarize(revision), author, authoredAt, effective: effective.has(revision.id) };
    }),
    merges,
  };
}
