import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { Workbench } from '../workbench.ts';

/**
 * The same bench without some revisions, as if they had never been written; their snapshots then belong to no revision.
 */
export function withoutRevisions<Bench extends Pick<Workbench, 'workspace' | 'graph'>>(
  bench: Bench,
  ids: readonly string[],
): Bench {
  const { workspace } = bench;
  const revisions = bench.graph().revisions.filter((revision) => !ids.includes(revision.id));
  const graph = buildGraph(revisions);
  return {
    ...bench,
    graph: () => graph,
    workspace: {
      root: workspace.root,
      slices: workspace.slices,
      readHeaders: () => revisions,
      inspect: (isSound) => workspace.inspect(isSound),
      checksumOf: (revision) => workspace.checksumOf(revision),
      readRevision: (revision) => workspace.readRevision(revision),
    },
  };
}
