import { buildGraph } from '../../graph/build/build-graph.ts';
import type { Workbench } from '../shared/workbench.ts';

/** The same bench as if one revision had never been written. Its snapshot is of no revision then. */
export function withoutRevision<Bench extends Pick<Workbench, 'workspace' | 'graph'>>(bench: Bench, id: string): Bench {
  const { workspace } = bench;
  const revisions = bench.graph().revisions.filter((revision) => revision.id !== id);
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
