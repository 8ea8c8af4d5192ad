import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import { compareApplied } from '../../plan/applied-state.ts';
import type { Workspace } from '../../ports/workspace/workspace.ts';
import { isDraftId } from '../../revision/draft-id.ts';
import type { DatabaseState } from '../../state/database-state.ts';
import type { Finding } from './finding.ts';

/** What is wrong between the applied revisions and the files: unknown, inserted below, edited. */
export function appliedFindings(workspace: Workspace, graph: RevisionGraph, state: DatabaseState): readonly Finding[] {
  const { unknown, insertedBelow } = compareApplied(graph, state.applied);
  const labels = new Set(workspace.slices.map(({ label }) => label));
  const sliceOf = new Map(state.applied.map(({ revision, slice }) => [revision, slice]));
  return [
    ...draftsFinding(unknown),
    ...unknownApplied(
      graph,
      unknown.filter((id) => !isDraftId(id)),
      sliceOf,
    ).map((finding) => ({
      ...finding,
      // A finding of a slice that no longer exists is reported for all slices.
      slice: finding.slice !== null && labels.has(finding.slice) ? finding.slice : null,
    })),
    ...insertedBelow.map((id) => {
      const { file, slice } = graph.require(id);
      return {
        code: 'inserted-below-applied',
        message: `${id} (${file}) is below an applied revision and is not applied itself.`,
        slice,
        file,
        repair: `If its effect is already in the database: migrate repair adopt ${id} --reason "…"; otherwise put the file above the head.`,
      };
    }),
    ...edited(workspace, graph, state),
  ];
}

/**
 * Drafts of `migrate dev` are not a mistake, but until they are revisions, it is unknown what the database should be.
 */
function draftsFinding(unknown: readonly string[]): readonly Finding[] {
  const drafts = unknown.filter(isDraftId);
  if (drafts.length === 0) return [];
  const number = drafts.length === 1 ? 'A draft' : `${drafts.length} drafts`;
  const is = drafts.length === 1 ? 'is' : 'are';
  return [
    {
      code: 'drafts-applied',
      message: `${number} of migrate dev ${is} applied, which no revision has yet.`,
      slice: null,
      file: null,
      repair: 'migrate dev commit -m "…", or: migrate dev discard',
    },
  ];
}

/**
 * One finding for each revision, but one for all if the files have nothing of a slice: then the wrong files are checked
 * out.
 */
function unknownApplied(
  graph: RevisionGraph,
  unknown: readonly string[],
  sliceOf: ReadonlyMap<string, string>,
): readonly Finding[] {
  const code = 'unknown-applied-revision';
  const [first = '', second] = unknown;
  if (graph.size === 0 && second !== undefined) {
    const message = `The database has ${unknown.length} applied revisions, and the files of this workspace have none.`;
    return [
      {
        code,
        message,
        slice: null,
        file: null,
        repair: `${elsewhere(first)}; or name the workspace: migrate -C <folder> status`,
      },
    ];
  }
  const present = new Set(graph.ordered.map(({ slice }) => slice));
  return [...new Set(unknown.map((id) => sliceOf.get(id) ?? ''))].flatMap((slice) => {
    const ids = unknown.filter((id) => (sliceOf.get(id) ?? '') === slice);
    const [one = '', another] = ids;
    if (another !== undefined && !present.has(slice)) {
      const message = `${ids.length} revisions of ${slice} are applied, but no file has any of them.`;
      return [{ code, message, slice, file: null, repair: elsewhere(one) }];
    }
    return ids.map((id) => ({
      code,
      message: `${id} is applied, but its file is missing.`,
      slice,
      file: null,
      repair: `Check out the branch that has it, or: migrate repair forget ${id} --reason "…"`,
    }));
  });
}

function elsewhere(id: string): string {
  return `Check out the branch that has them: git log --all -- '*${id.replace(/[^\w.]/g, '')}*'`;
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
