import { headLines } from '../../../errors/graph/head-place.ts';
import { mergeCandidates } from '../../../graph/slices/merge-candidates.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Finding } from '../finding.ts';
import { type RevisionSummary, summarize } from '../revision-summary.ts';
import type { Workbench } from '../workbench.ts';
import { type Authored, authorsOf } from './authors.ts';

/**
 * A slice with several heads: two people (or branches) continued from the same place. Heads of several slices are
 * normal.
 */
export interface SeveralHeads {
  readonly slice: string;
  /** Ids. */
  readonly heads: readonly string[];
  /** The same heads with their facts and authors. */
  readonly revisions: readonly (RevisionSummary & Authored)[];
  /** The command that joins them. */
  readonly repair: string;
}

/** All slices with several heads, of those given if any are. Asks git only when there are some. */
export async function severalHeads(
  bench: Pick<Workbench, 'history'>,
  graph: RevisionGraph,
  only: ReadonlySet<string> | undefined,
): Promise<readonly SeveralHeads[]> {
  const candidates = mergeCandidates(graph).filter(({ slice }) => only === undefined || only.has(slice));
  const revisions = candidates.flatMap(({ heads }) => heads.map((id) => graph.require(id)));
  const authorOf = await authorsOf(
    bench,
    revisions.map(({ file }) => file),
  );
  return candidates.map((candidate) => ({
    ...candidate,
    revisions: candidate.heads.map((id) => {
      const revision = graph.require(id);
      return { ...summarize(revision), ...authorOf(revision.file) };
    }),
    repair: `migrate merge ${candidate.slice}`,
  }));
}

export function severalHeadsFinding({ slice, heads, revisions, repair }: SeveralHeads): Finding {
  return {
    code: 'multiple-heads',
    message: `${slice} has ${heads.length} heads, made at the same time:\n${headLines(revisions)}`,
    slice,
    file: null,
    repair,
  };
}
