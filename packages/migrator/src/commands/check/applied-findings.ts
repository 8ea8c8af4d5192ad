import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { compareApplied } from '../../plan/applied-state.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Finding } from '../shared/finding.ts';

/** What is wrong between the applied revisions and the files: unknown, inserted below, edited. */
export function appliedFindings(workspace: Workspace, graph: RevisionGraph, state: DatabaseState): readonly Finding[] {
  const { unknown, insertedBelow } = compareApplied(graph, state.applied);
  const sliceOf = new Map(state.applied.map(({ revision, slice }) => [revision, slice]));
  return [
    ...unknown.map((id) => ({
      code: 'unknown-applied-revision',
      message: `${id} is applied, but no file has it.`,
      slice: sliceOf.get(id) ?? null,
      file: null,
      repair: `Check out the branch that has it, or: migrate repair forget ${id} --reason "…"`,
    })),
    ...insertedBelow.map((id) => {
      const { file, slice } = graph.require(id);
      return {
        code: 'inserted-below-applied',
        message: `${id} (${file}) stands below an applied revision and is not applied itself.`,
        slice,
        file,
        repair: `If its effect is there already: migrate repair adopt ${id} --reason "…"; else put the file above the head.`,
      };
    }),
    ...edited(workspace, graph, state),
  ];
}

function edited(workspace: Workspace, graph: RevisionGraph, state: DatabaseState): Finding[] {
  return state.applied.flatMap(({ revision: id, checksum }) => {
    const revision = graph.get(id);
    if (!revision || workspace.checksumOf(revision) === checksum) return [];
    return [
      {
        code: 'applied-file-edited',
        message: `${revision.file} was edited after ${id} was applied.`,
        slice: revision.slice,
        file: revision.file,
        repair: `Restore the file from git, or: migrate repair accept ${id} --reason "…"`,
      },
    ];
  });
}
