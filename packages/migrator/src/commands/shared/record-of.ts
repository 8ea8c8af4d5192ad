import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionRecord } from '../../state/revision-record.ts';

/** The record of a revision that is not run. */
export function recordOf(workspace: Workspace, graph: RevisionGraph, revision: Revision): RevisionRecord {
  return {
    revision: revision.id,
    slice: revision.slice,
    direction: 'upgrade',
    parents: revision.revises,
    dependencies: graph.dependencies(revision.id),
    checksum: workspace.checksumOf(revision),
  };
}
