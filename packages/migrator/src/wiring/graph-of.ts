import { buildGraph } from '../graph/build/build-graph.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import type { Workspace } from '../ports/workspace/workspace.ts';
import type { Revision } from '../revision/revision.ts';

/**
 * The graph of a workspace, built when first asked for; of the revisions given then, otherwise of those that are read.
 *
 * @param keptGraph the graph of files that have not changed since an earlier command read them
 */
export function graphOf(
  workspace: Workspace,
  keptGraph: () => RevisionGraph | undefined = () => undefined,
): (read?: readonly Revision[]) => RevisionGraph {
  let graph: RevisionGraph | undefined;
  return (read) => {
    graph ??= (read === undefined ? keptGraph() : undefined) ?? buildGraph(read ?? workspace.readHeaders());
    return graph;
  };
}
